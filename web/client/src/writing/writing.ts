/** The code for writers, which is loaded when a page has a form or a notice. */

export { say } from "./notices.js";
export { preview } from "./preview.js";
export { refuse, send } from "./sending.js";
