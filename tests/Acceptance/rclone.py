#!/usr/bin/python3
"""rclone and the swift client against the object store: many small files, and a large one as a dynamic and as a static large object.

usage: rclone.py [--files N] [--mib N] NARU

NARU is the program. Needs Debian's rclone and python3-swiftclient. The last line is 'N passed, N failed'.
"""
import argparse
import hashlib
import http.client
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time

SEGMENT_MIB = 256


def checksum(path):
    md5 = hashlib.md5()
    with open(path, 'rb') as file:
        while block := file.read(1 << 20):
            md5.update(block)
    return md5.hexdigest()


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument('naru')
    parser.add_argument('--files', type=int, default=2000)
    parser.add_argument('--mib', type=int, default=2048)
    options = parser.parse_args()
    place = pathlib.Path(tempfile.mkdtemp(prefix='naru-rclone-', dir='/var/tmp'))
    with socket.socket() as free:
        free.bind(('127.0.0.1', 0))
        port = free.getsockname()[1]
    server = subprocess.Popen([options.naru, 'server', '--api-only', '--listen', 'http://127.0.0.1:%d' % port, '--admin-password', 'rclone', '--data', place / 'data'],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    environment = {
        **{name: value for name, value in os.environ.items() if not name.lower().endswith('_proxy')},
        'PATH': '/usr/sbin:/usr/bin:/sbin:/bin', 'HOME': str(place), 'OS_AUTH_URL': 'http://127.0.0.1:%d/identity/v3' % port, 'OS_IDENTITY_API_VERSION': '3',
        'OS_USERNAME': 'admin', 'OS_PASSWORD': 'rclone', 'OS_PROJECT_NAME': 'admin', 'OS_USER_DOMAIN_NAME': 'Default', 'OS_PROJECT_DOMAIN_NAME': 'Default',
        'OS_REGION_NAME': 'RegionOne', 'RCLONE_CONFIG_NARU_TYPE': 'swift', 'RCLONE_CONFIG_NARU_ENV_AUTH': 'true', 'RCLONE_SWIFT_CHUNK_SIZE': '%dM' % SEGMENT_MIB,
    }
    outcomes = []

    def run(what, *words):
        began = time.monotonic()
        done = subprocess.run(words, env=environment, cwd=place, capture_output=True, text=True)
        outcomes.append(done.returncode == 0)
        print('%s %s (%.1f s)%s' % ('ok' if outcomes[-1] else 'FAILED', what, time.monotonic() - began, '' if outcomes[-1] else ': ' + (done.stderr + done.stdout)[-500:]), flush=True)

    def expect(what, is_so):
        outcomes.append(bool(is_so))
        print('%s %s' % ('ok' if is_so else 'FAILED', what), flush=True)

    try:
        for _ in range(300):
            try:
                http.client.HTTPConnection('127.0.0.1', port).request('GET', '/identity/v3')
                break
            except OSError:
                time.sleep(0.1)
        else:
            sys.exit('rclone: the server does not answer')
        many = place / 'many'
        for number in range(options.files):
            folder = many / ('folder %d' % (number % 20))
            folder.mkdir(parents=True, exist_ok=True)
            (folder / ('파일-%d.bin' % number)).write_bytes(os.urandom(number % 40000))
        large = place / 'large.bin'
        with open(large, 'wb') as file:
            for _ in range(options.mib):
                file.write(os.urandom(1 << 20))

        run('%d files go up' % options.files, 'rclone', 'sync', 'many', 'naru:many', '--transfers', '8')
        run('their checksums are the same', 'rclone', 'check', 'many', 'naru:many')
        run('they come back', 'rclone', 'sync', 'naru:many', 'back', '--transfers', '8')
        run('and are the same', 'diff', '-r', 'many', 'back')
        shutil.rmtree(many / 'folder 3')
        run('what is gone here goes there', 'rclone', 'sync', 'many', 'naru:many')
        run('and nothing else', 'rclone', 'check', 'many', 'naru:many')

        run('%d MiB go up as a dynamic large object' % options.mib, 'rclone', 'copy', 'large.bin', 'naru:dynamic')
        run('and come back', 'rclone', 'copy', 'naru:dynamic/large.bin', 'dynamic')
        expect('and are the same', checksum(large) == checksum(place / 'dynamic' / 'large.bin'))
        run('%d MiB go up as a static large object' % options.mib, 'swift', 'upload', '--use-slo', '--segment-size', str(SEGMENT_MIB << 20), 'static', 'large.bin')
        run('and come back by rclone', 'rclone', 'copy', 'naru:static/large.bin', 'static')
        expect('and are the same', checksum(large) == checksum(place / 'static' / 'large.bin'))
        run('the static one goes with its segments', 'swift', 'delete', 'static', 'large.bin')
        left = subprocess.run(['swift', 'list', 'static_segments'], env=environment, capture_output=True, text=True).stdout
        expect('and none is left', left.strip() == '')
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(place, ignore_errors=True)
    print('%d passed, %d failed' % (sum(outcomes), len(outcomes) - sum(outcomes)))
    return 0 if all(outcomes) else 1


if __name__ == '__main__':
    sys.exit(main())
