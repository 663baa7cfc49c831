/** The arrow keys fold and unfold an entry of a tree; loaded with the first page that has one or code to copy. */

document.addEventListener("keydown", ({ key, target }) => {
  if (!/^Arrow(Left|Right)$/.test(key)) return;
  const fold = (target as Element).matches("li > a") && (target as Element).parentElement?.querySelector(":scope > details");
  if (fold) fold.toggleAttribute("open", key === "ArrowRight");
});

export {};
