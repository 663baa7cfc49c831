/**
 * Print says where the page is from: at its top, beside the name of the site. Web has written it into the first page, so
 * that this is loaded with the first page that is opened without a reload.
 */

export function start(): void {
  addEventListener("beforeprint", () => document.querySelector(".topbar")?.setAttribute("data-address", location.href));
}
