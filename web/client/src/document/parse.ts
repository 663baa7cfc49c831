/**
 * The only place that turns text into HTML. What is shown is HTML that our services have rendered, and nothing else. A
 * document of its own runs nothing, so that what somebody pastes can be read in one.
 */

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

/** Parse a service's HTML into nodes; scripts in it never run. */
export function parse(html: string): DocumentFragment {
  const template = document.createElement("template");
  template.innerHTML = policy.createHTML(html);
  return template.content;
}

/** Parse a complete page of this site into a separate document. */
export function parsePage(html: string): Document {
  return new DOMParser().parseFromString(policy.createHTML(html), "text/html");
}
