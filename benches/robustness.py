"""Whether verbali survives PDF files that are odd or damaged: each is read by a process of its own.

In: folders with PDF files, and if wanted a number of damaged ones to be made of those in a folder
(see mutate.py). Out, to standard output: how many files ended in which status, with the reasons
grouped, digits masked; every crash (a signal, an exit status other than 0 and 1, a panic that was
caught), every run that took longer than it may, every one that held more memory than it may; the
slowest and the largest ten. Exit status 1 where there is a crash, a late or an over-large run.

    python3 benches/robustness.py DIR... [--mutations N --of DIR --seed S] [--seconds 10]
        [--mebibytes 1024] [--jobs 2] [--verbali target/release/verbali] [--keep DIR] [--json OUT]

Damaged files are made in a temporary folder; those that fail are copied to --keep. A process that
asks for more than four times the memory allowed is refused it (on Linux), so that it cannot take
the machine with it. What is read is `verbali extract FILE`, which starts no thread but one.
"""

import argparse
import json
import re
import shutil
import sys
import tempfile
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import child
from mutate import mutated

FINE = ("extracted", "partial", "not_minutes")
PANICKED = re.compile(r"panicked at (\S+?):?\n(.*)")


def main():
    options = arguments()
    with tempfile.TemporaryDirectory() as work:
        with ThreadPoolExecutor(options.jobs) as pool:
            runs = list(pool.map(partial(read, options, Path(work)), cases(options)))
    report(runs, options)
    if options.json:
        Path(options.json).write_text("".join(json.dumps(run) + "\n" for run in runs))
    sys.exit(any(run["crash"] or run["is_late"] or run["is_large"] for run in runs))


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", metavar="DIR")
    parser.add_argument("--mutations", type=int, default=0, metavar="N", help="damaged files to make and read")
    parser.add_argument("--of", metavar="DIR", help="folder of the files to damage")
    parser.add_argument("--seed", default="1", metavar="S")
    parser.add_argument("--seconds", type=float, default=10, help="time that a run may take")
    parser.add_argument("--mebibytes", type=int, default=1024, help="memory that a run may hold")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="processes at once")
    parser.add_argument("--verbali", default="target/release/verbali", metavar="PATH")
    parser.add_argument("--keep", metavar="DIR", help="copy damaged files that fail there")
    parser.add_argument("--json", metavar="OUT", help="write a JSON object for each run there")
    options = parser.parse_args()
    if not options.folders and not options.mutations:
        parser.error("give a folder, or --mutations with --of")
    if options.mutations and not options.of:
        parser.error("--mutations needs --of")
    return options


def cases(options):
    """(name, path), or (name, function that makes the damaged file) where there is no path yet."""
    if options.folders:
        for path in child.pdfs_below(options.folders):
            yield str(path), path
    if options.mutations:
        sources = [path.read_bytes for path in child.pdfs_below([options.of])]
        for number in range(options.mutations):
            yield f"mutation {number}", partial(mutated, sources, options.seed, number)


def read(options, work, case):
    """Reads one file and tells how it went."""
    name, source = case
    with tempfile.TemporaryDirectory(dir=work) as folder:
        path = source
        if callable(source):
            kind, data = source()
            name = f"{name} ({kind})"
            path = Path(folder, re.sub(r"\W+", "-", name).strip("-") + ".pdf")
            path.write_bytes(data)
        out = Path(folder, "out")
        command = [options.verbali, "extract", path, "-o", out, "--jobs", "1", "--fail-on", "never"]
        space = 4 * options.mebibytes * child.MIB
        # Twice the time, so that a late run which would have ended is told from one that hangs.
        ended = child.run(command, seconds=2 * options.seconds, address_space=space)
        status, reason, faults = outcome(out)
        run = {
            "file": name,
            "status": "killed" if ended.is_late else status,
            "reason": reason,
            "crash": crash(ended, faults),
            "wall": ended.wall,
            "cpu": ended.cpu,
            "mebibytes": ended.peak / child.MIB,
            "is_late": ended.wall > options.seconds,
            "is_large": ended.peak > options.mebibytes * child.MIB,
        }
        if options.keep and callable(source) and (run["crash"] or run["is_late"] or run["is_large"]):
            Path(options.keep).mkdir(parents=True, exist_ok=True)
            shutil.copy(path, options.keep)
    return run


def outcome(out):
    """Status, reason and internal errors, out of the facts of the one document."""
    for path in out.glob(".verbali/facts/*/*.json"):
        facts = json.loads(path.read_text())["facts"]
        faults = [remark["message"] for remark in facts["diagnostics"] if remark["code"] == "internal-error"]
        return facts["document"]["status"], facts["document"].get("reason"), faults
    files = out / ".verbali" / "files.ndjson"
    for line in files.read_text().split("\n") if files.is_file() else []:
        file = json.loads(line)
        return file["status"], file.get("reason"), []
    return "nothing", None, []


def crash(ended, faults):
    """What went wrong in the program itself; None where nothing did."""
    panic = PANICKED.search(ended.err)
    place = f"panic at {panic[1]}: {panic[2]}" if panic else None
    if ended.is_late:
        return None  # told as late
    if ended.status < 0:
        return f"signal {-ended.status}: {last_line(ended.err)}"
    if ended.status not in (0, 1):
        return place or f"exit status {ended.status}: {last_line(ended.err)}"
    if faults or panic:
        return place or faults[0]
    return None


def last_line(text):
    return (text.strip().split("\n") or [""])[-1][:200]


def masked(text):
    return re.sub(r"\d+", "#", text or "")


def report(runs, options):
    print(f"{len(runs)} runs")
    for status, count in Counter(run["status"] for run in runs).most_common():
        print(f"{count:6} {status}")
        reasons = Counter(masked(run["reason"]) for run in runs if run["status"] == status)
        if status != "extracted":
            for reason, times in reasons.most_common(25):
                example = next(run for run in runs if run["status"] == status and masked(run["reason"]) == reason)
                print(f"       {times:6} {reason or '(no reason)'}   e.g. {example['file']}")
    crashes = defaultdict(list)
    for run in runs:
        if run["crash"]:
            crashes[masked_message(run["crash"])].append(run["file"])
    print(f"\ncrashes: {sum(map(len, crashes.values()))} of {len(crashes)} kinds")
    for kind, files in sorted(crashes.items(), key=lambda item: -len(item[1])):
        print(f"{len(files):6} {kind}")
        for file in files[:5]:
            print(f"         {file}")
    told("late", f"longer than {options.seconds:g} s", [run for run in runs if run["is_late"]])
    told("large", f"more than {options.mebibytes} MiB", [run for run in runs if run["is_large"]])
    told("slowest", "by the clock", sorted(runs, key=lambda run: -run["wall"])[:10])
    told("largest", "peak memory", sorted(runs, key=lambda run: -run["mebibytes"])[:10])
    cpu = sorted(run["cpu"] for run in runs)
    print(f"\nCPU seconds: {sum(cpu):.1f} in all, median {cpu[len(cpu) // 2]:.3f}, greatest {cpu[-1]:.3f}")


def masked_message(crash):
    """A crash without the numbers of its message; those of its place in the source stay."""
    place, mark, message = crash.partition(": ")
    return place + mark + masked(message)


def told(name, what, runs):
    print(f"\n{name} ({what}): {len(runs)}")
    for run in runs:
        print(f"{run['wall']:8.2f} s {run['mebibytes']:7.0f} MiB  {run['status']:12} {run['file']}")


if __name__ == "__main__":
    main()
