// The reading room works without this script. With it: the focus follows what htmx swaps in, files can be dropped and are sent one
// by one with progress, and a click on a stretch of a story shows what was read from it.
"use strict";
(() => {
  const $ = (id) => document.getElementById(id);

  // After a swap a screen reader and the keyboard go on where the new contents begin.
  document.addEventListener("htmx:afterSettle", (e) => {
    const main = $("main");
    if (!main || !(e.detail.elt === main || main.contains(e.detail.elt) || e.detail.boosted)) return;
    const at = location.hash ? $(decodeURIComponent(location.hash.slice(1))) : null;
    main.focus({ preventScroll: true });
    if (at) at.scrollIntoView({ block: "center" });
    else scrollTo(0, 0);
  });

  const say = (text) => { const d = $("doing"); if (d) d.textContent = text; };

  const bar = (share) => {
    const p = $("progress");
    if (!p) return;
    p.hidden = share === null;
    if (share === undefined) p.removeAttribute("value");
    else if (share !== null) p.value = 100 * share;
  };

  document.addEventListener("htmx:xhr:progress", (e) => {
    if (e.target.id !== "add" || !e.detail.lengthComputable) return;
    const sent = e.detail.loaded / e.detail.total;
    bar(sent < 1 ? sent : undefined);
    say(sent < 1 ? "Sending…" : "Reading…");
  });

  // Several files go one by one, so that each is told of as soon as it is read.
  const addAll = async (form, files) => {
    const results = $("results"), list = results.querySelector("ol"), button = form.querySelector("button");
    results.hidden = false;
    button.disabled = true;
    for (let i = 0; i < files.length; i++) {
      bar(i / files.length);
      say(`Reading ${i + 1} of ${files.length}: ${files[i].name}`);
      const body = new FormData();
      body.set("files", files[i]);
      body.set("published", form.published.value);
      body.set("list", "1");
      let told = [];
      try {
        const answer = await fetch("/add", { method: "POST", body });
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        told = [...page.querySelectorAll("#results li")];
        if (!told.length) told = [failed(files[i].name, page.querySelector(".note")?.textContent || "The server refused it.")];
      } catch {
        told = [failed(files[i].name, "The server could not be reached. Send it again.")];
      }
      list.append(...told.map((li) => document.importNode(li, true)));
    }
    bar(null);
    say(`${files.length} files are done.`);
    button.disabled = false;
    form.files.value = "";
    if (window.htmx) htmx.process(list);
  };

  const failed = (name, why) => {
    const li = document.createElement("li"), a = document.createElement("p"), b = document.createElement("p"), strong = document.createElement("strong");
    li.className = "card failed";
    strong.textContent = name;
    a.append(strong);
    b.textContent = why;
    li.append(a, b);
    return li;
  };

  document.addEventListener("submit", (e) => {
    const form = e.target;
    if (form.id !== "add") return;
    const files = [...form.files.files];
    if (files.length < 2 || form.text.value.trim() || form.url.value.trim()) { bar(undefined); say("Reading…"); return; }
    e.preventDefault();
    e.stopImmediatePropagation();
    addAll(form, files);
  }, true);

  const drop = (e) => e.target.closest?.("#add") && [...(e.dataTransfer?.types || [])].includes("Files");
  document.addEventListener("dragover", (e) => {
    if (!drop(e)) return;
    e.preventDefault();
    $("add").classList.add("over");
  });
  document.addEventListener("dragleave", (e) => { if (drop(e)) $("add").classList.remove("over"); });
  document.addEventListener("drop", (e) => {
    if (!drop(e)) return;
    e.preventDefault();
    const form = $("add");
    form.classList.remove("over");
    form.files.files = e.dataTransfer.files;
    form.requestSubmit();
  });

  // From the text to what was read from it. The small links behind each stretch do the same without a script.
  document.addEventListener("click", (e) => {
    const stretch = e.target.closest?.(".text [data-items]");
    if (!stretch || e.target.closest("a") || String(getSelection())) return;
    for (const li of document.querySelectorAll(".items li.from")) li.classList.remove("from");
    for (const s of document.querySelectorAll(".text .from")) s.classList.remove("from");
    stretch.classList.add("from");
    let first = null;
    for (const id of stretch.dataset.items.split(" ")) {
      const li = $("i-" + id);
      if (!li) continue;
      li.classList.add("from");
      first = first || li;
    }
    first?.scrollIntoView({ block: "nearest" });
  });
})();
