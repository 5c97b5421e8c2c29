// Nothing is lost: a form marked data-keep remembers what was typed in this tab until it was sent and taken.
const forms = [...document.querySelectorAll("form[data-keep]")];
const fields = (form) =>
  [...form.elements].filter((field) => field.name && !["file", "hidden", "password", "submit"].includes(field.type));
const typed = (form) =>
  JSON.stringify(fields(form).map((field) => [field.name, "checked" in field && /radio|checkbox/.test(field.type) ? field.checked : field.value]));

for (const form of forms) {
  const key = `typed:${location.pathname}:${form.dataset.keep}`;
  const original = typed(form);
  const kept = sessionStorage.getItem(key);
  if (kept && kept !== original && !form.querySelector("[aria-invalid=true]")) restore(form, JSON.parse(kept));
  form.addEventListener("input", () => {
    const now = typed(form);
    if (now === original) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, now);
  });
  form.addEventListener("submit", () => sessionStorage.setItem("sent", key));
}

const sent = sessionStorage.getItem("sent");
if (sent && document.querySelector(".toast")) {
  sessionStorage.removeItem(sent);
  sessionStorage.removeItem("sent");
}

for (const form of document.querySelectorAll("form[data-forget]")) {
  form.addEventListener("submit", () => sessionStorage.clear());
}

function restore(form, kept) {
  const all = fields(form);
  if (kept.length !== all.length || kept.some(([name], at) => all[at].name !== name)) return;
  kept.forEach(([, value], at) => {
    if (typeof value === "boolean") all[at].checked = value;
    else all[at].value = value;
  });
  const said = form.querySelector("[data-kept]");
  if (said) said.hidden = false;
}
