// Elements in one line each, and the one door through which HTML that gradproof has written enters the page.

export const $ = (id) => document.getElementById(id);

// element("p", { class: "x", onclick: f }, "text", child): attributes, listeners, children; text is always text.
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child != null && child !== false));
  return made;
}

const FORBIDDEN = "script, style, link, meta, base, iframe, object, embed, form, a[href], [srcdoc]";
const LAID_OUT = ["text-align", "justify-items", "padding-left", "padding-right"];
const policy = globalThis.trustedTypes?.createPolicy("gradproof", { createHTML: (html) => html });

// HTML from the server, which escapes what people write; should it ever carry more than text and MathML, that is cut out here.
// The page's policy allows no style attributes: what they say of the cells of a table is set by the script instead.
export function fragment(html) {
  const unstyled = html.replaceAll(' style="', ' data-style="');
  const parsed = new DOMParser().parseFromString(policy ? policy.createHTML(unstyled) : unstyled, "text/html");
  for (const node of parsed.querySelectorAll(FORBIDDEN)) node.remove();
  for (const node of parsed.querySelectorAll("*")) {
    for (const { name } of [...node.attributes]) if (name === "style" || name.startsWith("on")) node.removeAttribute(name);
  }
  const made = document.createDocumentFragment();
  made.append(...parsed.body.childNodes);
  for (const node of made.querySelectorAll("[data-style]")) {
    for (const rule of node.dataset.style.split(";")) {
      const [property, value] = rule.split(":").map((each) => each.trim());
      if (LAID_OUT.includes(property) && value) node.style.setProperty(property, value);
    }
  }
  return made;
}
