/** The one place where text becomes HTML. Only what our own services rendered may come here. */

interface Policy {
  createHTML(html: string): string;
}

declare global {
  interface Window {
    trustedTypes?: { createPolicy(name: string, rules: Policy): Policy };
  }
}

const policy: Policy = window.trustedTypes?.createPolicy("courant", { createHTML: (html) => html }) ?? {
  createHTML: (html) => html,
};

/** HTML of a service as nodes; scripts in it never run. */
export function parse(html: string): DocumentFragment {
  const template = document.createElement("template");
  template.innerHTML = policy.createHTML(html);
  return document.importNode(template.content, true);
}

/** A whole page of this site as a document of its own. */
export function parsePage(html: string): Document {
  return new DOMParser().parseFromString(policy.createHTML(html), "text/html");
}
