// Writing: a text that saves itself and says so, its page beside it, and pasting that keeps headings and lists.
const PAUSE = 1200;

for (const form of document.querySelectorAll("form[data-saves]")) {
  const text = form.elements.namedItem("text");
  const seen = form.elements.namedItem("seen");
  if (!text || text.readOnly) continue;
  const said = form.querySelector("[data-said]");
  let timer;
  let running = false;
  let halted = false;
  let kept = text.value;

  const save = async () => {
    if (running || halted) return;
    running = true;
    const sent = text.value;
    said.textContent = form.dataset.saving;
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        headers: { accept: "application/json" },
        body: new URLSearchParams({ text: sent, seen: seen.value }),
      });
      const told = await answer.json();
      if (answer.ok) {
        seen.value = told.seen;
        kept = sent;
        said.textContent = form.dataset.saved;
        complain(told.problems);
        refresh();
      } else {
        halted = answer.status === 409;
        said.textContent = told.problems.join(" ") || form.dataset.unsaved;
      }
    } catch {
      said.textContent = form.dataset.unsaved;
    }
    running = false;
    if (!halted && text.value !== sent) timer = setTimeout(save, PAUSE);
  };

  text.addEventListener("input", () => {
    clearTimeout(timer);
    said.textContent = "";
    timer = setTimeout(save, PAUSE);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    halted = true;
    kept = text.value;
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && text.value !== kept) save();
  });
  // Whoever leaves faster than the text saves itself is asked first.
  addEventListener("beforeunload", (event) => {
    if (text.value !== kept) event.preventDefault();
  });
}

function complain(problems) {
  const box = document.getElementById("wrong");
  if (!box) return;
  box.hidden = problems.length === 0;
  box.querySelector("ul").replaceChildren(
    ...problems.map((words) => Object.assign(document.createElement("li"), { textContent: words })),
  );
}

function refresh() {
  const frame = document.getElementById("preview");
  if (frame) frame.src = frame.src;
  else location.reload();
}

for (const text of document.querySelectorAll("textarea[data-paste]")) {
  text.addEventListener("paste", async (event) => {
    const html = event.clipboardData?.getData("text/html");
    if (!html) return;
    const plain = event.clipboardData.getData("text/plain");
    event.preventDefault();
    text.setRangeText((await converted(text.dataset.paste, html, text)) ?? plain, text.selectionStart, text.selectionEnd, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

async function converted(address, html, text) {
  try {
    const answer = await fetch(address, { method: "POST", body: new URLSearchParams({ html }) });
    if (!answer.ok) return null;
    const form = text.dataset.pasteForm && text.form.elements.namedItem(text.dataset.pasteForm);
    if (form) form.value = "markdown";
    return await answer.text();
  } catch {
    return null;
  }
}
