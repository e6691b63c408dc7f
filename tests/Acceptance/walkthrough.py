#!/usr/bin/python3
"""A project's cloud from nothing and back, with the openstack CLI and the OS_* variables of the environment.

The commands are those of walkthrough.txt, run by the CLI's own code in one process, since starting it takes longer than all it does.
Prints 'ok STEP' or 'FAILED STEP: reason' for each.
"""
import contextlib
import io
import logging
import pathlib
import shlex

from openstackclient.shell import OpenStackShell


def run(command):
    """Whether the command succeeds, and all that it says."""
    said = io.StringIO()
    # The CLI adds a handler each time, to the output of that time.
    logging.getLogger().handlers.clear()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            status = OpenStackShell().run(shlex.split(command))
        except SystemExit as ended:
            status = ended.code
    return not status, said.getvalue().strip()


def judge(kind, value, command):
    """What is wrong with the outcome of a step; nothing when it is as it has to be."""
    succeeded, said = run(command)
    last = said.splitlines()[-1] if said else 'it said nothing'
    if kind == 'refused':
        # A refusal is an answer with a reason, not a crash of either side.
        if succeeded:
            return 'it was accepted'
        return last if 'HttpException: 5' in said or 'Traceback' in said else None
    if not succeeded:
        return last
    return 'no %r in: %s' % (value, said[:200]) if value not in said else None


def main():
    for line in (pathlib.Path(__file__).parent / 'walkthrough.txt').read_text().splitlines():
        if not line or line.startswith('#'):
            continue
        step, expectation, command = (part.strip() for part in line.split('|'))
        kind, _, value = expectation.partition(' ')
        fault = judge(kind, value, command)
        print('FAILED %s: %s' % (step, fault) if fault else 'ok %s' % step, flush=True)


if __name__ == '__main__':
    main()
