/** Print says where the page is from: at its top, beside the name of the site. */

export function start(): void {
  addEventListener("beforeprint", () => document.querySelector(".topbar")?.setAttribute("data-address", location.href));
}
