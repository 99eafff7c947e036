"""Other Rust readers of PDF files, and verbali, beside pdftotext: one Markdown table.

In: folders with PDF files, and the program that decoders/ builds. Out, to standard output: a row a
reader.

    cargo build --release --manifest-path benches/decoders/Cargo.toml
    python3 benches/decoders.py DIR... [--decoders benches/decoders/target/release/decoders]
        [--verbali target/release/verbali] [--rounds 3] [--json OUT]

characters found / right   as in text.py, of all files in which the reader and pdftotext have text
files under 97 %           of those files, where found or right is less
pages per CPU second       pages of the files that it read; median over the rounds, in which the
                           readers take turns, one thread each. verbali and pdftotext are run as in
                           speed.py, less what their starts alone take. verbali's is for all that
                           it does, and reading minutes takes far longer than reading PDF files: no
                           figure to hold against the crates, which take the text alone
errors / panics            files that it refuses / that end its thread, its process or its time

A scan counts as read, with no text. The reason for every error and panic is in --json, with the
characters in which each file differs. Use release builds and a machine that does nothing else.
"""

import argparse
import json
import statistics
import sys
import tomllib
from functools import partial
from pathlib import Path

import child
import speed
import text

HERE = Path(__file__).parent
ADDRESS_SPACE = 4096 * child.MIB
FAULT = "the program failed in this document"


def main():
    options = arguments()
    files = child.pdfs_below(options.folders)
    peers = {file: text.by_pdftotext(file) for file in files}
    # A form feed ends each page.
    pages = {file: (peer or "").count("\f") for file, peer in peers.items()}
    starts = speed.starts(options, files)
    names = [str(file) for file in files]
    readers = {name: partial(by_candidate, options.decoders, name, files) for name in candidates(options.decoders)}
    readers["verbali"] = lambda: (by_verbali(options), speed.by_verbali(options.verbali, names)["cpu"])
    readers["pdftotext"] = lambda: (by_pdftotext(peers), speed.by_pdftotext(names)["cpu"])
    seconds = {name: [] for name in readers}
    read = {}
    for _ in range(options.rounds):
        for name, reader in readers.items():
            read[name], cpu = reader()
            seconds[name].append(cpu - starts.get(name, 0))
    rows = {name: [text.compare(file, told.get(file), peers[file]) for file in files] for name, told in read.items()}
    print(f"{len(files)} files, {sum(pages.values())} pages\n")
    show(rows, pages, {name: statistics.median(cpu) for name, cpu in seconds.items()}, versions(options.verbali))
    if options.json:
        told = {name: {"cpu_seconds": seconds[name], "files": rows[name]} for name in rows}
        Path(options.json).write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", metavar="DIR")
    built = HERE / "decoders/target/release/decoders"
    parser.add_argument("--decoders", default=built, metavar="PATH")
    parser.add_argument("--verbali", default="target/release/verbali", metavar="PATH")
    parser.add_argument("--rounds", type=int, default=3, metavar="N")
    parser.add_argument("--json", metavar="OUT", help="write what was found in each file there")
    return parser.parse_args()


def candidates(program):
    ended = child.run([program])
    return ended.out.split() if ended.status == 0 else sys.exit(f"{program}: exit status {ended.status}\n{ended.err}")


def by_candidate(program, name, files):
    """Path to (status, reason, text), as text.py has it, and the CPU seconds of all of them.

    A file that ends the process has no line and no seconds: another process goes on behind it.
    """
    read, cpu, left = {}, 0, files
    while left:
        ended = child.run([program, name, *left], address_space=ADDRESS_SPACE)
        lines = [json.loads(line) for line in ended.out.split("\n") if line]
        for file, line in zip(left, lines):
            status = "panicked" if line.get("panicked") else "failed" if "error" in line else "extracted"
            read[file] = (status, line.get("error"), line.get("text", ""))
            cpu += line["cpu_seconds"]
        left = left[len(lines) :]
        if left:
            read[left[0]] = ("panicked", f"exit status {ended.status}: {ended.err.strip()[-200:]}", "")
            left = left[1:]
    return read, cpu


def by_verbali(options):
    read = {}
    for folder in options.folders:
        for file, (status, reason, found) in text.by_verbali(options.verbali, Path(folder)).items():
            if status in (*text.COMPARED, "needs_ocr"):
                status = "extracted"
            elif FAULT in (reason or ""):
                status = "panicked"
            read[file] = (status, reason, found)
    return read


def by_pdftotext(peers):
    refused = ("failed", "pdftotext gives up", "")
    return {file: refused if peer is None else ("extracted", None, peer) for file, peer in peers.items()}


def versions(verbali):
    """Of the crates as locked; the newest of those that are there more than once, as lopdf is."""
    packages = tomllib.loads((HERE / "decoders/Cargo.lock").read_text())["package"]
    locked = {package["name"]: package["version"] for package in packages}
    told = child.run(["pdftotext", "-v"]).err.split()
    return locked | {"verbali": child.run([verbali, "--version"]).out.split()[-1], "pdftotext": told[2]}


def show(rows, pages, seconds, versions):
    print("| decoder | characters found / right | files under 97 % | pages per CPU second | errors / panics |")
    print("|---|---|---|---|---|")
    for name, files in rows.items():
        compared = [row["characters"] for row in files if row["is_compared"]]
        found, right = text.found_right({key: sum(row[key] for row in compared) for key in ("both", "ours", "theirs")})
        low = sum(min(text.found_right(counts)) < 0.97 for counts in compared)
        done = sum(pages[Path(row["file"])] for row in files if row["status"] == "extracted")
        panics = sum(row["status"] == "panicked" for row in files)
        errors = sum(row["status"] != "extracted" for row in files) - panics
        rate = f"{done / seconds[name]:.0f}"
        print(f"| {name} {versions[name]} | {found:.4f} / {right:.4f} | {low} | {rate} | {errors} / {panics} |")


if __name__ == "__main__":
    main()
