#!/usr/bin/python3
"""Measures volumes of a server with simulated hosts: how long one takes to be made and attached, and a list of many.

usage: volumes.py [--rounds N] [--many N] [--rbd POOL] [--ceph FILE] NARU

NARU is the program. Everything is below a directory of its own on disk, and is gone afterwards. With --rbd volumes are images of that pool, whose monitors FILE names.
"""
import argparse
import json
import os
import pathlib
import shutil
import statistics
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'Objects'))
from objects import Naru, call  # noqa: E402

PATIENCE = 60


class Cloud:
    def __init__(self, server):
        self.server = server

    def ask(self, method, path, body=None, **headers):
        text = None if body is None else json.dumps(body).encode()
        with call(method, self.server.root + path, text, X_Auth_Token=self.server.token, Content_Type='application/json', **headers) as answer:
            data = answer.read()
            return json.loads(data) if data else None

    def until(self, path, kind, wanted):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            status = self.ask('GET', path)[kind]['status']
            if status == wanted:
                return
            if 'error' in status.lower():
                sys.exit('volumes: %s is in %s' % (path, status))
            time.sleep(0.001)
        sys.exit('volumes: %s is not %s' % (path, wanted))

    def volume(self):
        path = '/volume/v3/volumes/' + self.ask('POST', '/volume/v3/volumes', {'volume': {'size': 1}})['volume']['id']
        self.until(path, 'volume', 'available')
        return path

    def instance(self):
        image = self.ask('POST', '/image/v2/images', {'name': 'bench', 'disk_format': 'raw', 'container_format': 'bare'})['id']
        with call('PUT', '%s/image/v2/images/%s/file' % (self.server.root, image), b'x' * 1024, X_Auth_Token=self.server.token,
                  Content_Type='application/octet-stream'):
            pass
        flavor = self.ask('POST', '/compute/v2.1/flavors', {'flavor': {'name': 'bench', 'ram': 64, 'vcpus': 1, 'disk': 1}})['flavor']['id']
        body = {'server': {'name': 'bench', 'imageRef': image, 'flavorRef': flavor, 'networks': 'none'}}
        path = '/compute/v2.1/servers/' + self.ask('POST', '/compute/v2.1/servers', body, OpenStack_API_Version='compute 2.60')['server']['id']
        self.until(path, 'server', 'ACTIVE')
        return path


def timed(action):
    began = time.monotonic()
    value = action()
    return (time.monotonic() - began) * 1000, value


def told(what, milliseconds):
    ordered = sorted(milliseconds)
    print('%s: median %.0f ms, p95 %.0f ms, most %.0f ms (%d times)' % (
        what, statistics.median(ordered), ordered[int(0.95 * (len(ordered) - 1))], ordered[-1], len(ordered)), flush=True)


def attach(cloud, instance, volume):
    cloud.ask('POST', instance + '/os-volume_attachments', {'volumeAttachment': {'volumeId': volume.rsplit('/', 1)[1]}})
    cloud.until(volume, 'volume', 'in-use')


def detach(cloud, instance, volume):
    cloud.ask('DELETE', '%s/os-volume_attachments/%s' % (instance, volume.rsplit('/', 1)[1]))
    cloud.until(volume, 'volume', 'available')


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument('naru')
    parser.add_argument('--rounds', type=int, default=50)
    parser.add_argument('--many', type=int, default=10_000)
    parser.add_argument('--rbd')
    parser.add_argument('--ceph', default='/etc/ceph/ceph.conf')
    options = parser.parse_args()
    place = pathlib.Path(tempfile.mkdtemp(prefix='naru-volumes-bench-', dir='/var/tmp'))
    server = None
    try:
        words = []
        if options.rbd:
            settings = place / 'settings.json'
            settings.write_text(json.dumps({'rbd': {'pool': options.rbd, 'configuration': options.ceph}}))
            words = ['--config', settings]
        print('load %s before' % os.getloadavg()[0], flush=True)
        server = Naru(options.naru, place, words)
        cloud = Cloud(server)
        project = server.account.rsplit('AUTH_', 1)[1]
        cloud.ask('PUT', '/volume/v3/os-quota-sets/' + project, {'quota_set': {'volumes': -1, 'gigabytes': -1, 'per_volume_gigabytes': -1}})
        made = [timed(cloud.volume) for _ in range(options.rounds)]
        told('a volume is made', [one for one, _ in made])
        instance = cloud.instance()
        attached = []
        for _, volume in made:
            attached.append(timed(lambda volume=volume: attach(cloud, instance, volume))[0])
            detach(cloud, instance, volume)
        told('a volume is attached, as far as the server goes', attached)
        for _ in range(options.many - len(made)):
            cloud.ask('POST', '/volume/v3/volumes', {'volume': {'size': 1}})
        for path in ('/volume/v3/volumes?limit=1000', '/volume/v3/volumes', '/volume/v3/volumes/detail?limit=1000'):
            told('GET %s of %d' % (path, options.many), [timed(lambda path=path: cloud.ask('GET', path))[0] for _ in range(options.rounds)])
        print('load %s after, resident %d MiB' % (os.getloadavg()[0], server.memory()))
    finally:
        if server is not None:
            server.end()
        shutil.rmtree(place)


if __name__ == '__main__':
    main()
