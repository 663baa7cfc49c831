/** Ctrl+Enter and Cmd+Enter send the form of a field that names them in `aria-keyshortcuts`. */

export function start(): void {
  document.addEventListener("keydown", (event) => {
    const sends = event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing && !event.repeat;
    const field = event.target as HTMLTextAreaElement;
    if (sends && field.matches('[aria-keyshortcuts*="+Enter"]')) field.form?.requestSubmit();
  });
}
