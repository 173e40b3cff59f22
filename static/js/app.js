// Small helps on every page: menus, guards, rows, order, copying. Every page works without them.
"use strict";

const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const on = (type, selector, act) =>
  document.addEventListener(type, (event) => {
    const target = event.target.closest?.(selector);
    if (target) act(target, event);
  });

// Menus close when one looks elsewhere.
const closeMenus = (except) =>
  all("[data-menu][open]").forEach((menu) => {
    if (menu !== except) menu.open = false;
  });
document.addEventListener("click", (event) => closeMenus(event.target.closest("[data-menu]")));
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector("[data-menu][open]");
  if (!menu) return;
  closeMenus();
  menu.querySelector("summary").focus();
});

// Filters are open where there is room.
if (matchMedia("(min-width: 60rem)").matches) {
  all("[data-filters]").forEach((filters) => (filters.open = true));
}

// The summary of errors is read first.
document.querySelector("[data-focus]")?.focus();

// What is half typed is not left by accident.
const changed = new Set();
on("input", "form[data-guard]", (form) => changed.add(form));
on("submit", "form[data-guard]", (form) => changed.delete(form));
window.addEventListener("beforeunload", (event) => {
  if ([...changed].some((form) => form.isConnected)) event.preventDefault();
});

// A form is sent once, however often the button is pressed.
const sent = new WeakSet();
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (sent.has(form)) event.preventDefault();
  sent.add(form);
  setTimeout(() => sent.delete(form), 5000);
});

// Nothing of ours stays in the browser after signing out.
on("submit", "[data-sign-out]", () => sessionStorage.clear());

on("click", "[data-copy], [data-copy-from]", async (button) => {
  const from = document.querySelector(button.dataset.copyFrom || null);
  await navigator.clipboard?.writeText(from ? from.textContent.trim() : button.dataset.copy);
  if (button.dataset.copied) button.textContent = button.dataset.copied;
});

// Rows that are added and taken away.
const changeIn = (element) => element?.dispatchEvent(new Event("input", { bubbles: true }));

const uuid = () =>
  crypto.randomUUID?.() ??
  "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) =>
    (digit ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (digit / 4)))).toString(16),
  );

const makeRow = (form, name, key) => {
  const wanted = `template[data-row-template="${name}"]`;
  const template = form.querySelector(wanted) ?? document.querySelector(wanted);
  const total = form.querySelector(`[name$="${name}-TOTAL_FORMS"]`);
  const holder = document.createElement("template");
  holder.innerHTML = template.innerHTML
    .replaceAll("__prefix__", total ? total.value : key)
    .replaceAll("__key__", key);
  return holder.content.querySelector("[data-row]");
};

const addRow = (form, name, key = uuid()) => {
  const total = form.querySelector(`[name$="${name}-TOTAL_FORMS"]`);
  const place = form.querySelector(`[data-rows="${name}"]`);
  const row = makeRow(form, name, key);
  row.dataset.added = `${name} ${key}`;
  if (total) total.value = Number(total.value) + 1;
  place.insertBefore(row, place.querySelector(":scope > noscript"));
  return row;
};

on("click", "[data-row-add]", (button, event) => {
  event.preventDefault();
  const row = addRow(button.form ?? button.closest("form"), button.dataset.rowAdd);
  row.querySelector("textarea, select, input:not([type=hidden])")?.focus();
});

on("click", "[data-row-up]", (button, event) => {
  event.preventDefault();
  const row = button.closest("[data-row]");
  const last = row.previousElementSibling;
  if (last?.matches("[data-row]")) row.after(last);
  button.focus();
  changeIn(row.parentElement);
});

on("click", "[data-row-remove]", (button, event) => {
  event.preventDefault();
  const row = button.closest("[data-row]");
  const place = row.parentElement;
  const form = button.closest("form");
  const gone = row.querySelector('[name$="-DELETE"]');
  if (gone) {
    gone.type === "checkbox" ? (gone.checked = true) : (gone.value = "on");
    row.hidden = true;
  } else {
    row.remove();
  }
  form.querySelector(`[data-row-add="${place.dataset.rows}"]`)?.focus();
  changeIn(place);
});

// Controls are there for what is opened; what is closed carries its values unseen.
const tick = (ticks, { name, value, dataset }) => {
  let box = all("input", ticks).find((one) => one.value === value && one.name === name);
  if (!box) {
    const label = ticks.lastElementChild.cloneNode(true);
    box = label.querySelector("input");
    Object.assign(box, { name, value });
    label.querySelector("span").textContent = dataset.name;
    ticks.append(label);
  }
  box.checked = true;
};
const openRow = (closed) => {
  const key = closed.querySelector('[name$="-key"]').value;
  const row = makeRow(closed.closest("form"), "resolution", key);
  row.querySelector("textarea").replaceWith(closed.querySelector("textarea"));
  all("input[type=hidden]", closed).forEach((field) => {
    const control = row.querySelector(`[name="${field.name}"]`);
    if (field.dataset.name) tick(row.querySelector(".ticks"), field);
    else if (control.type === "checkbox") control.checked = true;
    else control.value = field.value;
  });
  row.querySelector("[data-chosen]").textContent = closed.querySelector("summary b").textContent;
  row.querySelector(".record-fold b").textContent = closed.dataset.closed || "–";
  if (closed.dataset.added) row.dataset.added = closed.dataset.added;
  closed.replaceWith(row);
  return row;
};
const openSpeakers = (fold) => {
  const form = fold.closest("form");
  const ticks = fold.querySelector(".ticks");
  const chosen = all("input", ticks);
  const boxes = all('[name$="-responsible"]', makeRow(form, "resolution", "x"));
  boxes.forEach((box) => Object.assign(box, { name: "rapporteurs" }));
  ticks.replaceChildren(...boxes.map((box) => box.closest("label")));
  chosen.forEach((field) => tick(ticks, field));
  delete fold.dataset.speakers;
};
const openHeader = (fold) => {
  const boxes = all('[name$="-responsible"]', makeRow(fold, "resolution", "x"));
  all("select", fold).forEach((select) => {
    const known = all("option", select).map((option) => option.value);
    const others = boxes.filter((box) => !known.includes(box.value));
    select.append(...others.map((box) => new Option(box.closest("label").textContent, box.value)));
  });
  fold.querySelector("[data-wider]").remove();
  delete fold.dataset.header;
};
const openPerson = (person) => {
  if (person.querySelector(".person-more")) return;
  const key = person.querySelector("[data-more]").name.slice(1, -"-mark".length);
  person.querySelector(".segmented").after(makeRow(person.closest("form"), "person", key));
};
const openAll = (form) => {
  const header = form.closest("[data-header]");
  if (header) openHeader(header);
  all("[data-closed]", form).forEach(openRow);
  all("[data-speakers]", form).forEach(openSpeakers);
  all(".person", form).forEach(openPerson);
};
on("click", "[data-row-open]", (summary, event) => {
  event.preventDefault();
  const people = openRow(summary.closest("[data-row]")).querySelector("[data-people]");
  people.open = true;
  people.querySelector("summary").focus();
});
on("click", "[data-header] > summary", (summary) => openHeader(summary.parentElement));
on("click", "[data-speakers] > summary", (summary) => openSpeakers(summary.parentElement));
on("input", "[data-more]", (radio) => openPerson(radio.closest(".person")));

// Order: the buttons up and down are the server's; dragging is a help.
const showHandles = () => all("[data-handle]").forEach((handle) => (handle.hidden = false));
showHandles();
document.addEventListener("htmx:afterSettle", showHandles);

// What the server does not take in place is sent as a page: its answer explains why.
document.addEventListener("htmx:responseError", ({ target }) => {
  target.closest("li")?.querySelector("form[data-guard]")?.submit();
});

const changeOrder = (list) => list.dispatchEvent(new Event("reordered", { bubbles: true }));
const newOrder = (list) => {
  const rows = all("[data-row]", list);
  rows.forEach((row, index) => {
    const field = row.querySelector('[name$="-ORDER"]');
    if (field) field.value = index + 1;
  });
  changeIn(list);
  if (!list.dataset.reorder) return;
  const body = new FormData();
  body.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  rows.forEach((row) => body.append("order", row.dataset.id));
  fetch(list.dataset.reorder, { method: "POST", body, headers: { "X-Autosave": "1" } }).then(
    (answer) => (answer.ok ? changeOrder(list) : location.reload()),
    () => location.reload(),
  );
};

on("pointerdown", "[data-handle]", (handle, event) => {
  event.preventDefault();
  const row = handle.closest("[data-row]");
  const list = row.closest("[data-reorder]");
  const before = all("[data-row]", list).indexOf(row);
  const middle = (other) => {
    const box = other.getBoundingClientRect();
    return box.top + box.height / 2;
  };
  // The others move around the row: a row that left the page would lose the finger.
  const drag = ({ clientY }) => {
    const next = row.nextElementSibling;
    const last = row.previousElementSibling;
    if (next?.matches("[data-row]") && clientY > middle(next)) row.before(next);
    else if (last?.matches("[data-row]") && clientY < middle(last)) row.after(last);
    else return;
    drag({ clientY });
  };
  const drop = () => {
    row.classList.remove("dragging");
    handle.removeEventListener("pointermove", drag);
    if (all("[data-row]", list).indexOf(row) !== before) newOrder(list);
  };
  row.classList.add("dragging");
  handle.setPointerCapture(event.pointerId);
  handle.addEventListener("pointermove", drag);
  handle.addEventListener("lostpointercapture", drop, { once: true });
});

window.birikme = { all, on, addRow, openAll, changeIn };
