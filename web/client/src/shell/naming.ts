/** The site has another name: in the title of the open page, and in what programs read. */

/** Take the name from the element that shows it now. */
export function rename(brand: Element): void {
  const { dataset } = document.documentElement;
  const [old, name] = [dataset["site"] ?? "", brand.textContent.trim()];
  dataset["site"] = name;
  document.head.querySelector('meta[property="og:site_name"]')?.setAttribute("content", name);
  if (document.title === old || document.title.endsWith(` · ${old}`)) document.title = document.title.slice(0, document.title.length - old.length) + name;
}
