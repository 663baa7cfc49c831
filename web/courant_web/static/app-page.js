// For the code of a mounted Django app, whose pages come and go in one document: what it leaves on the window, the
// document and the body is noted, so that web/client/src/mounted/ can take it away with the page. And where the site's
// operator allows it, its scripts may write HTML, as jQuery does, while one of its pages is open.
{
  const root = document.documentElement;
  const isOpen = () => "app" in root.dataset;
  const isOurs = () => /\/(static\/built|assets)\//.test(new Error().stack);
  const held = [];
  const timers = [];

  const add = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (kind, act, options) {
    const target = this ?? window;
    const lasts = [window, document, root, document.body].includes(target);
    if (lasts && isOpen() && !isOurs()) held.push([target, kind, act, options]);
    return add.call(target, kind, act, options);
  };
  const repeat = window.setInterval;
  window.setInterval = (...given) => {
    const timer = repeat(...given);
    if (isOpen() && !isOurs()) timers.push(timer);
    return timer;
  };
  window.courantApp = {
    clear() {
      for (const [target, kind, act, options] of held.splice(0)) target.removeEventListener(kind, act, options);
      timers.splice(0).forEach(clearInterval);
    },
  };

  const isTrusted = () => "trusts" in root.dataset;
  const isHere = (url) => new URL(url, location).origin === location.origin;
  try {
    window.trustedTypes?.createPolicy("default", {
      createHTML: (html) => (isTrusted() ? html : null),
      createScriptURL: (url) => (isTrusted() && isHere(url) ? url : null),
    });
  } catch {
    // no mounted app is allowed to
  }
}
