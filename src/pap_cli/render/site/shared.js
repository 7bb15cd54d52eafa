/* Helpers of the other scripts. Without scripts every page is still complete; what they add, they make themselves.
   Text from the plan becomes text here too: textContent only, and addresses only from the site's own lists. */
const make = (name, attributes = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
};
/* In small letters, without accents and apostrophes, so that "childrens" finds "Children's". */
const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f'\u2019]/g, "").toLowerCase();
const words = (text) => plain(text).split(/\s+/).filter(Boolean);
const counted = (count, noun) => `${count.toLocaleString("en-GB")} ${noun}`;
