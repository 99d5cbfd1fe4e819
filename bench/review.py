#!/usr/bin/env python3
"""Measure how fast the page of a long document answers. Standard library only; needs Chromium and its driver.

    bench/review.py [--beads N] [--presses N] [--diglot PROGRAM]

Builds the release binary and a document with N beads, has `diglot review` serve it to headless Chromium, and prints how
long a reviewer waits, in milliseconds from the navigation or the key press to the frame that shows the result. It
measures the first view of the document; moving down by one bead, by a page, to the end and back; accepting a bead, until
it shows and until it is on the disk. It presses one key after the other, and prints the median and the 95th percentile.

The reference, in the same run, is the same page with 20 beads: the times of the long document are also printed as
multiples of the reference. A frame takes up to 16.7 ms of each figure. --diglot measures another program instead of the
one built here.
"""
import argparse, json, os, random, re, statistics, subprocess, sys, tempfile, time, urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
REFERENCE = 20
VIEWS = 5

# Runs before the page: notes when the first bead of the document has been painted.
WATCH = """
    addEventListener('DOMContentLoaded', () => {
        const look = () => {
            if (!document.querySelector('main[data-view=document] .row[aria-selected=true]')) return requestAnimationFrame(look)
            const { port1, port2 } = new MessageChannel()
            port1.onmessage = () => { window.firstView = performance.now() }
            port2.postMessage(0)
        }
        requestAnimationFrame(look)
    })"""

# Notes the time from the next key press to the frame that shows its result, and to the end of saving.
PREPARE = """
    const state = () => { const row = document.querySelector('.row[aria-selected=true]'); return [row?.dataset.bead, row?.dataset.status, row?.getBoundingClientRect().top].join() }
    const before = state()
    window.pressed = window.shown = window.saved = null
    addEventListener('keydown', (event) => {
        window.pressed = event.timeStamp
        const look = () => {
            if (state() === before) return requestAnimationFrame(look)
            const { port1, port2 } = new MessageChannel()
            port1.onmessage = () => { window.shown ??= performance.now() }
            port2.postMessage(0)
            settle()
        }
        const settle = () => {
            if (document.querySelector('[data-saving]')) return requestAnimationFrame(settle)
            window.saved = performance.now()
        }
        requestAnimationFrame(look)
    }, { capture: true, once: true })"""

KEYS = {"ArrowDown": "\ue015", "PageDown": "\ue00f", "End": "\ue010", "Home": "\ue011", "a": "a"}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--beads", metavar="N", type=int, default=20_000)
    parser.add_argument("--presses", metavar="N", type=int, default=40)
    parser.add_argument("--diglot", metavar="PROGRAM", type=Path)
    arguments = parser.parse_args()
    diglot = (arguments.diglot or TARGET / "release" / "diglot").resolve()
    if not arguments.diglot:
        subprocess.run(["cargo", "build", "--release", "--locked", "--quiet"], cwd=ROOT, check=True)
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        (folder / "corpus").mkdir()
        (folder / "diglot.toml").touch()
        for name, beads in [("long", arguments.beads), ("short", REFERENCE)]:
            (folder / "corpus" / f"{name}.md").write_text(document(beads), encoding="utf-8")
        begun = time.monotonic()
        subprocess.run([diglot, "build", "--no-encoder", "--quiet"], cwd=folder, check=True)
        print(f"built in {time.monotonic() - begun:.1f} s", file=sys.stderr)
        server = subprocess.Popen([diglot, "review", "--no-encoder"], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        try:
            link = server.stdout.readline().strip()
            with Browser() as browser:
                show({name: measure(browser, link, name, arguments.presses) for name in ("short", "long")})
        finally:
            server.terminate()
            server.wait()


def document(beads):
    """Quotes of five sentences with translations that share names and numbers, with the given number of beads."""
    dice = random.Random(1902)
    names = [("Аврора", "Aurora"), ("Иван", "Ivan"), ("Одесса", "Odessa"), ("Самара", "Samara"), ("Волга", "Volga"), ("Нева", "Neva")]
    parts = []
    for quote in range(-(-beads // 5)):
        pairs = []
        for sentence in range(min(5, beads - quote * 5)):
            (russian, english), year, number = dice.choice(names), dice.randrange(1700, 1917), quote * 5 + sentence + 1
            pairs.append(dice.choice([
                (f"В {year} году «{russian}» пришла к нам под номером {number}.", f"In {year} the {english} came to us under the number {number}."),
                (f"Письмо {number} написано в {year} году, и {russian} упоминается в нём дважды.", f"Letter {number} was written in {year}, and {english} is mentioned in it twice."),
                (f"{russian} видна из окна, записано {number} раз с {year} года.", f"{english} can be seen from the window, it was noted {number} times since {year}."),
            ]))
        parts.append(f"The keeper wrote again, for the {quote + 1}th time.\n\n> {' '.join(r for r, _ in pairs)}\n\n> {' '.join(e for _, e in pairs)}\n")
    return "\n".join(parts)


def measure(browser, link, name, presses):
    """The times of each action, in milliseconds."""
    times = {"first view": []}
    for _ in range(VIEWS):
        browser.go("about:blank")
        browser.go(link)
        browser.until("return document.querySelector('main[data-view]')")
        # As after a click on a link to the document: the page has not loaded anything of it.
        origin = re.match(r"http://[^/]+", link)[0]
        browser.go("about:blank")
        browser.go(f"{origin}/#/document/{name}")
        times["first view"].append(browser.until("return window.firstView"))
    print(f"{name}: {browser.script('return document.querySelector(`[role=grid]`).ariaRowCount')} rows", file=sys.stderr)
    for what, keys in [("down", ["ArrowDown"]), ("page down", ["PageDown"]), ("end and back", ["End", "Home"]), ("accept", ["a"])]:
        times[what], saved = [], []
        browser.press(KEYS["Home"])
        # Accepting moves to the next bead, so there must be one.
        for n in range(min(presses, REFERENCE - 2) if what == "accept" else presses):
            if name == "short" and "down" in what:
                browser.press(KEYS["Home"])
            shown, done = browser.timed(KEYS[keys[n % len(keys)]])
            times[what].append(shown)
            saved.append(done)
        if what == "accept":
            times["accepted on the disk"] = saved
    return times


def show(measured):
    print(f"{'':24s}{REFERENCE:>5d} beads{'95 %':>8s}{'long':>9s}{'95 %':>8s}{'x reference':>13s}   ms")
    for what, long in measured["long"].items():
        short = measured["short"][what]
        a, b = statistics.median(short), statistics.median(long)
        print(f"{what:24s}{a:11.1f}{tail(short):8.1f}{b:9.1f}{tail(long):8.1f}{b / a:13.2f}")


def tail(times):
    """The time that one in twenty exceeds."""
    return sorted(times)[min(len(times) - 1, int(len(times) * 0.95))]


class Browser:
    """Headless Chromium, through its driver."""

    def __enter__(self):
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.driver = subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        port = next(m[1] for line in self.driver.stdout if (m := re.search(r"successfully on port (\d+)", line)))
        self.address = f"http://127.0.0.1:{port}"
        flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--window-size=1280,900", f"--user-data-dir={self.profile.name}"]
        made = self.ask("/session", {"capabilities": {"alwaysMatch": {"goog:chromeOptions": {"args": flags}}}})
        self.address += f"/session/{made['sessionId']}"
        self.ask("/goog/cdp/execute", {"cmd": "Page.addScriptToEvaluateOnNewDocument", "params": {"source": WATCH}})
        return self

    def __exit__(self, *_):
        urllib.request.urlopen(urllib.request.Request(self.address, method="DELETE")).close()
        self.driver.terminate()
        self.driver.wait()
        self.profile.cleanup()

    def ask(self, path, body):
        request = urllib.request.Request(self.address + path, json.dumps(body).encode(), {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.load(answer)["value"]

    def go(self, address):
        self.ask("/url", {"url": address})

    def script(self, body):
        return self.ask("/execute/sync", {"script": body, "args": []})

    def until(self, body, patience=60):
        end = time.monotonic() + patience
        while time.monotonic() < end:
            if (value := self.script(body)) is not None:
                return value
            time.sleep(0.02)
        sys.exit(f"not within {patience} s: {body}")

    def press(self, key):
        keys = [{"type": kind, "value": key} for kind in ("keyDown", "keyUp")]
        self.ask("/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": keys}]})

    def timed(self, key):
        """Milliseconds until the page shows the result of a key press, and until it is on the disk."""
        self.script(PREPARE)
        self.press(key)
        return self.until("return window.saved && window.shown && [window.shown - window.pressed, window.saved - window.pressed]")


if __name__ == "__main__":
    main()
