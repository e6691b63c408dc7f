#!/usr/bin/python3
"""Kills the server again and again while volumes, objects and shares are made, used and deleted, and looks at what is left.

usage: faults.py [--kills N] [--rounds N] [--share-address ADDRESS --share-network-namespace FILE] NARU

NARU is the program. Clients go on while the server is killed (SIGKILL) and started again: what was refused or not answered does not count.
In the end everything that was accepted is there or gone as its last answer said, nothing is in a transitional state, usage is what the lists
say, and the files are those of what is there. The last line is 'N passed, N failed'.
"""
import argparse
import http.client
import json
import os
import pathlib
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time

TRANSITIONAL = ('creating', 'deleting', 'attaching', 'detaching', 'extending', 'backing-up', 'restoring', 'restoring-backup', 'shrinking', 'reverting',
                'queued_to_apply', 'queued_to_deny', 'reserved')


class Server:
    def __init__(self, naru, place, more):
        with socket.socket() as free:
            free.bind(('127.0.0.1', 0))
            self.port = free.getsockname()[1]
        self.command = [naru, 'server', '--api-only', '--listen', 'http://127.0.0.1:%d' % self.port, '--admin-password', 'faults', '--data', str(place), *more]
        self.log = open(place.parent / 'server.log', 'a')
        self.start()
        self.token, self.project = self.sign_in()

    def start(self):
        self.process = subprocess.Popen(self.command, stdout=self.log, stderr=subprocess.STDOUT)
        for _ in range(600):
            try:
                if self.send('GET', '/identity/v3', None, {})[0] == 200:
                    return
            except (OSError, http.client.HTTPException):
                time.sleep(0.05)
        sys.exit('faults: the server does not answer')

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.start()

    def end(self):
        self.process.terminate()
        self.process.wait()

    def send(self, method, path, body, headers):
        connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=60)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read(), answer.headers
        finally:
            connection.close()

    def sign_in(self):
        domain = {'name': 'Default'}
        status, body, headers = self.send('POST', '/identity/v3/auth/tokens', json.dumps({'auth': {
            'identity': {'methods': ['password'], 'password': {'user': {'name': 'admin', 'domain': domain, 'password': 'faults'}}},
            'scope': {'project': {'name': 'admin', 'domain': domain}}}}), {'Content-Type': 'application/json'})
        return headers['X-Subject-Token'], json.loads(body)['token']['project']['id']

    def call(self, method, path, body=None, raw=None):
        """Status and body; None when there was no answer."""
        headers = {'X-Auth-Token': self.token, 'OpenStack-API-Version': 'volume 3.70', 'X-OpenStack-Manila-API-Version': '2.71'}
        if raw is None and body is not None:
            raw, headers['Content-Type'] = json.dumps(body), 'application/json'
        try:
            status, content, _ = self.send(method, path, raw, headers)
        except (OSError, http.client.HTTPException):
            return None, None
        try:
            return status, json.loads(content) if content else None
        except ValueError:
            return status, content


class Worker(threading.Thread):
    def __init__(self, server, number, rounds):
        super().__init__()
        self.server, self.random, self.rounds = server, random.Random(number), rounds
        self.there, self.gone, self.answered, self.finished = {}, set(), 0, False

    def run(self):
        self.work()
        self.finished = True

    def accepted(self, status):
        self.answered += status is not None
        return status is not None and status < 300

    def delete(self, one):
        """Deletes what is there; while there is no answer it may be there or not, and nothing is expected of it."""
        path = self.there.pop(one)
        status, _ = self.server.call('DELETE', path)
        if self.accepted(status):
            self.gone.add(path)
        elif status is not None:
            self.there[one] = path

    def until(self, path, name, wanted, seconds=60):
        for _ in range(seconds * 10):
            status, body = self.server.call('GET', path)
            if status == 404 or (status == 200 and body[name]['status'] in wanted):
                return status == 200
            time.sleep(0.1)
        return False


class Volumes(Worker):
    """Makes volumes, attaches and detaches them, takes snapshots, grows and deletes them."""
    def work(self):
        for _ in range(self.rounds):
            status, body = self.server.call('POST', '/volume/v3/volumes', {'volume': {'size': 1}})
            if not self.accepted(status):
                time.sleep(0.05)
                continue
            volume = body['volume']['id']
            self.there[volume] = '/volume/v3/volumes/' + volume
            if not self.until(self.there[volume], 'volume', ('available',)):
                continue
            step = self.random.randrange(4)
            if step == 0:
                status, body = self.server.call('POST', '/volume/v3/attachments', {'attachment': {
                    'volume_uuid': volume, 'instance_uuid': '0b8b5c5e-0000-4000-8000-%012d' % self.random.randrange(10**12), 'connector': {'host': 'compute-1', 'mode': 'rw'}}})
                if self.accepted(status):
                    attachment = '/volume/v3/attachments/' + body['attachment']['id']
                    self.server.call('POST', attachment + '/action', {'os-complete': {}})
                    for _ in range(100):
                        if self.server.call('DELETE', attachment)[0] in (200, 404):
                            break
                        time.sleep(0.1)
            elif step == 1:
                self.accepted(self.server.call('POST', self.there[volume] + '/action', {'os-extend': {'new_size': 2}})[0])
                self.until(self.there[volume], 'volume', ('available',))
            elif step == 2:
                status, body = self.server.call('POST', '/volume/v3/snapshots', {'snapshot': {'volume_id': volume}})
                if self.accepted(status):
                    self.there[body['snapshot']['id']] = '/volume/v3/snapshots/' + body['snapshot']['id']
                    continue
            if self.random.random() < 0.7:
                self.until(self.there[volume], 'volume', ('available',))
                self.delete(volume)


class Objects(Worker):
    """Puts objects of two sizes, the small ones kept in the index and the large ones in files, and deletes some."""
    def work(self):
        base = '/object-store/v1/AUTH_%s/faults%d' % (self.server.project, self.random.randrange(10**9))
        while self.server.call('PUT', base, raw=b'')[0] not in (201, 202):
            time.sleep(0.05)
        self.base, self.possible = base, {}
        for _ in range(self.rounds * 4):
            name = '%s/%d' % (base, self.random.randrange(self.rounds))
            deletes = self.random.random() < 0.2
            content = None if deletes else self.random.randbytes(self.random.choice((100, 5000, 300000)))
            status, _ = self.server.call('DELETE', name) if deletes else self.server.call('PUT', name, raw=content)
            self.answered += status is not None
            if status in ((204, 404) if deletes else (201,)):
                self.possible[name] = [content]
            else:
                # It may or may not have been done: both are right until the next answer.
                self.possible.setdefault(name, [None]).append(content)
                time.sleep(0.02)


class Shares(Worker):
    """Makes shares, lets somebody in, grows and deletes them."""
    def work(self):
        for _ in range(self.rounds):
            status, body = self.server.call('POST', '/share/v2/shares', {'share': {'share_proto': 'NFS', 'size': 1}})
            if not self.accepted(status):
                time.sleep(0.05)
                continue
            share = body['share']['id']
            self.there[share] = path = '/share/v2/shares/' + share
            self.until(path, 'share', ('available', 'error'))
            self.accepted(self.server.call('POST', path + '/action', {'allow_access': {'access_type': 'ip', 'access_to': '192.0.2.%d' % self.random.randrange(1, 250)}})[0])
            if self.random.random() < 0.3:
                self.accepted(self.server.call('POST', path + '/action', {'extend': {'new_size': 2}})[0])
            if self.random.random() < 0.7:
                self.until(path, 'share', ('available', 'error', 'extending_error'))
                self.delete(share)


def settled(server):
    """What is still in a transitional state after a while."""
    left = []
    for _ in range(600):
        left = []
        for path, name in (('/volume/v3/volumes/detail', 'volumes'), ('/volume/v3/snapshots/detail', 'snapshots'), ('/share/v2/shares/detail', 'shares'),
                           ('/volume/v3/attachments/detail', 'attachments')):
            status, body = server.call('GET', path)
            if status != 200:
                left.append('%s: %s' % (path, status))
                continue
            left += ['%s %s %s' % (name, one['id'], one['status']) for one in body[name] if one['status'] in TRANSITIONAL]
        if not left:
            return []
        time.sleep(0.1)
    return left


def check(server, place, workers, missing_kills):
    outcomes = []

    def expect(what, wrong):
        outcomes.append(not wrong)
        print('%s %s%s' % ('ok' if not wrong else 'FAILED', what, '' if not wrong else ': ' + str(wrong)[:600]), flush=True)

    unfinished = ['worker %d' % number for number, worker in enumerate(workers) if not worker.finished]
    expect('every kill was made and every worker came to its end', unfinished + (['%d kills' % missing_kills] if missing_kills else []))
    expect('nothing is in a transitional state', settled(server))
    expect('what was accepted is there', [path for worker in workers for path in worker.there.values() if server.call('GET', path)[0] != 200])
    expect('what was deleted is gone', [path for worker in workers for path in worker.gone if server.call('GET', path)[0] != 404])
    volumes = {one['id']: one['size'] for one in server.call('GET', '/volume/v3/volumes/detail')[1]['volumes']}
    snapshots = {one['id'] for one in server.call('GET', '/volume/v3/snapshots/detail')[1]['snapshots']}
    files = {path.name: path.stat().st_size for path in (place / 'volumes' / 'volumes').iterdir()}
    expect('the files of volumes are those of the volumes', [] if files == {name: size << 30 for name, size in volumes.items()} else (files, volumes))
    expect('the files of snapshots are those of the snapshots', {path.name for path in (place / 'volumes' / 'snapshots').iterdir()} ^ snapshots)
    expect('nothing is half made', list((place / 'volumes' / 'incoming').iterdir()))
    usage = server.call('GET', '/volume/v3/%s/os-quota-sets/%s?usage=True' % (server.project, server.project))[1]['quota_set']
    expect('usage of volumes is what there is', [] if (usage['volumes']['in_use'], usage['volumes']['reserved']) == (len(volumes), 0) else usage['volumes'])
    shares = server.call('GET', '/share/v2/shares/detail')[1]['shares']
    usage = server.call('GET', '/share/v2/quota-sets/%s/detail' % server.project)[1]['quota_set']
    expect('usage of shares is what there is', [] if (usage['shares']['in_use'], usage['shares']['reserved']) == (len(shares), 0) else (usage['shares'], len(shares)))
    images = place / 'shares' / 'volumes'
    if images.exists():
        expect('the files of shares are those of the shares', [] if len(list(images.iterdir())) == len(shares) else (list(images.iterdir()), [one['id'] for one in shares]))
    wrong = []
    for worker in workers:
        for name, possible in getattr(worker, 'possible', {}).items():
            status, body = server.call('GET', name)
            if (body if status == 200 else None) not in possible:
                wrong.append((name, status))
    expect('objects are what was answered last', wrong)
    listed = 0
    for worker in workers:
        if hasattr(worker, 'base'):
            status, body = server.call('GET', worker.base + '?format=json')
            listed += sum(1 for one in body if one['bytes'] > 32 << 10)
    kept = sum(1 for path in (place / 'objects' / 'contents').rglob('*') if path.is_file())
    expect('the files of objects are those of the objects', [] if kept == listed else (kept, listed))
    return outcomes


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument('naru')
    parser.add_argument('--kills', type=int, default=10)
    parser.add_argument('--rounds', type=int, default=25)
    parser.add_argument('--share-address')
    parser.add_argument('--share-network-namespace')
    options = parser.parse_args()
    root = pathlib.Path(tempfile.mkdtemp(prefix='naru-faults-', dir='/var/tmp'))
    more = ['--share-address', options.share_address, '--share-network-namespace', options.share_network_namespace] if options.share_address else []
    server = Server(options.naru, root / 'data', more)
    try:
        for api, body in (('/volume/v3/%s/os-quota-sets/%s', {'volumes': -1, 'gigabytes': -1, 'snapshots': -1}), ('/share/v2/%.0squota-sets/%s', {'shares': -1, 'gigabytes': -1})):
            server.call('PUT', api % (server.project, server.project), {'quota_set': body})
        workers = [kind(server, number, options.rounds) for number, kind in enumerate((Volumes, Volumes, Volumes, Volumes, Objects, Objects, Shares, Shares))]
        for worker in workers:
            worker.start()
        kills = 0
        while any(worker.is_alive() for worker in workers) and kills < options.kills:
            time.sleep(random.uniform(1, 3))
            server.kill()
            kills += 1
        for worker in workers:
            worker.join()
        print('%d kills, %d answers' % (kills, sum(worker.answered for worker in workers)), flush=True)
        # What waits to be swept is swept at a start.
        server.kill()
        outcomes = check(server, root / 'data', workers, options.kills - kills)
    finally:
        server.end()
    if all(outcomes):
        shutil.rmtree(root, ignore_errors=True)
    else:
        print('what is left: %s' % root)
    print('%d passed, %d failed' % (sum(outcomes), len(outcomes) - sum(outcomes)))
    return 0 if all(outcomes) else 1


if __name__ == '__main__':
    sys.exit(main())
