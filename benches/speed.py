"""Processor time and memory of verbali beside those of other readers of PDF, on the same files.

In: folders with PDF files. Out, to standard output: for each reader the median of its CPU seconds
(user and system) over the rounds, the ratio to verbali's, and its peak memory. The ratios are what
is quoted, not the seconds: they hold better from machine to machine.

    python3 benches/speed.py DIR... [--verbali target/release/verbali] [--rounds 5]

Readers take turns, A B C A B C, one thread each, and read nothing but these files:
verbali     `verbali extract - --jobs 1` into a new folder: one process; its start, rules and the
            reading of minutes are counted, though the others do none of it
pdftotext   `pdftotext -layout FILE -`, a process a file; what the starts alone take stands below
pypdfium2   the text of all pages in one process; the start of Python and its imports not counted
pdfplumber  extract_text() and extract_tables() of all pages in one process, likewise

A peer that is not installed is left out: benches/requirements.txt names them. Use a release build
and a machine that does nothing else.
"""

import argparse
import importlib.util
import json
import resource
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

import child


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", metavar="DIR")
    parser.add_argument("--verbali", default="target/release/verbali", metavar="PATH")
    parser.add_argument("--rounds", type=int, default=5, metavar="N")
    parser.add_argument("--inside", choices=PEERS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        read_inside(options.inside, options.folders)
        return
    files = [str(path.resolve()) for path in child.pdfs_below(options.folders)]
    readers = {"verbali": lambda files: by_verbali(options.verbali, files)}
    if shutil.which("pdftotext"):
        readers["pdftotext"] = by_pdftotext
    readers |= {peer: by_peer(peer) for peer in PEERS if importlib.util.find_spec(peer)}
    for missing in {"pdftotext", *PEERS} - set(readers):
        print(f"{missing} is not installed and left out")
    measured = {name: [] for name in readers}
    for _ in range(options.rounds):
        for name, read in readers.items():
            measured[name].append(read(files))
    report(measured, files, starts(options, files))


def by_verbali(verbali, files):
    with tempfile.TemporaryDirectory() as work:
        command = [verbali, "extract", "-", "-o", Path(work, "out"), "--jobs", "1", "--fail-on", "never"]
        ended = child.run(command, stdin="".join(f"{file}\n" for file in files))
        if ended.status != 0:
            sys.exit(f"verbali: exit status {ended.status}\n{ended.err}")
        return {"cpu": ended.cpu, "peak": ended.peak, "failed": unread(Path(work, "out"))}


def unread(out):
    """How many documents gave no text."""
    facts = (json.loads(path.read_text())["facts"] for path in out.glob(".verbali/facts/*/*.json"))
    return sum(not fact["pages"] for fact in facts)


def by_pdftotext(files):
    runs = [child.run(["pdftotext", "-layout", file, "-"]) for file in files]
    failed = sum(run.status != 0 for run in runs)
    return {"cpu": sum(run.cpu for run in runs), "peak": max(run.peak for run in runs), "failed": failed}


def by_peer(peer):
    def read(files):
        ended = child.run([sys.executable, __file__, "--inside", peer, *files])
        if ended.status != 0:
            sys.exit(f"{peer}: exit status {ended.status}\n{ended.err}")
        return json.loads(ended.out) | {"peak": ended.peak}

    return read


def read_inside(peer, files):
    """Runs in a process of its own: reads all files and prints the CPU seconds that it took."""
    module = importlib.import_module(peer)
    failed = 0
    start = cpu_seconds()
    for file in files:
        try:
            PEERS[peer](module, file)
        except Exception:  # whatever a peer throws at an odd file
            failed += 1
    print(json.dumps({"cpu": cpu_seconds() - start, "failed": failed}))


def with_pypdfium2(module, file):
    document = module.PdfDocument(file)
    for page in document:
        page.get_textpage().get_text_range()
    document.close()


def with_pdfplumber(module, file):
    with module.open(file) as document:
        for page in document.pages:
            page.extract_text()
            page.extract_tables()
            page.close()


PEERS = {"pypdfium2": with_pypdfium2, "pdfplumber": with_pdfplumber}


def cpu_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def starts(options, files):
    """CPU seconds of what is no reading: verbali on one short text, pdftotext on nothing."""
    with tempfile.TemporaryDirectory() as work:
        Path(work, "short.txt").write_text("Verbale\n")
        verbali = by_verbali(options.verbali, [str(Path(work, "short.txt"))])["cpu"]
    if not shutil.which("pdftotext"):
        return {"verbali": verbali}
    return {"verbali": verbali, "pdftotext": sum(child.run(["pdftotext", "-v"]).cpu for _ in files)}


def report(measured, files, starts):
    cpu = {name: statistics.median(run["cpu"] for run in runs) for name, runs in measured.items()}
    print(f"{len(files)} files, {len(measured['verbali'])} rounds")
    print("reader      CPU s (median, range)         to verbali  of it starts  peak MiB  files failed")
    for name, runs in measured.items():
        seconds = [run["cpu"] for run in runs]
        spread = f"{cpu[name]:9.3f} ({min(seconds):.3f} to {max(seconds):.3f})"
        start = f"{starts[name]:.3f}" if name in starts else "none"
        peak = max(run["peak"] for run in runs) / child.MIB
        ratio = cpu[name] / cpu["verbali"]
        print(f"{name:11} {spread:30} {ratio:9.2f}  {start:>12}  {peak:8.0f}  {runs[-1]['failed']:12}")


if __name__ == "__main__":
    main()
