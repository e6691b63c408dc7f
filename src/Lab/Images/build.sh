#!/bin/sh
# Makes the tiny image from Debian's packages: $1 is the directory with the image's own files (its own programs are beside it), $2 where it goes.
# What it leaves there: tiny.qcow2, tiny.tar with the same files, and busybox, the static one.
set -eu
own=$1
out=$2
work=$out/work
# Labs that come up at the same time make it one after the other.
exec 9>"$out/lock"
flock 9
rm -rf "$work"
mkdir -p "$work/debs" "$work/unpacked" "$work/root"

# 'apt-get download' needs no installation, so nothing of the machine changes. The lists may be too old for it.
cd "$work/debs"
packages='busybox-static dropbear-bin libnfs-utils libnfs13 libtomcrypt1 libtommath1 libgmp10 libcrypt1 zlib1g libc6'
apt-get -qq -o APT::Sandbox::User=root download $packages 2>/dev/null ||
    { apt-get -qq update && apt-get -qq -o APT::Sandbox::User=root download $packages; }
for package in *.deb; do dpkg-deb -x "$package" "$work/unpacked"; done

root=$work/root
from=$work/unpacked
cd "$root"
mkdir -p bin sbin usr/bin usr/sbin lib64 etc proc sys dev run tmp mnt root home/cirros var/lib var/log etc/dropbear
ln -s /run var/run
cp "$from/bin/busybox" bin/busybox
bin/busybox --list-full | while read -r path; do
    [ -e "$path" ] || { mkdir -p "$(dirname "$path")"; ln -s /bin/busybox "$path"; }
done
cp "$from/usr/sbin/dropbear" usr/sbin/
cp "$from/usr/bin/dbclient" "$from/usr/bin/dropbearkey" usr/bin/
ln -sf dbclient usr/bin/ssh
cp "$from"/usr/bin/nfs-* usr/bin/
libraries=$(cd "$from" && find . -name 'ld-linux*.so*' -o -name 'libc.so.6' -o -name 'libcrypt.so*' -o -name 'libtom*.so*' -o -name 'libgmp.so*' -o -name 'libz.so*' -o -name 'libnfs.so*' -o -name 'libutil.so*')
for library in $libraries; do
    mkdir -p "$(dirname "$library")"
    [ -e "$library" ] || cp -P "$from/$library" "$library"
done
for name in $(cd "$own" && find . -type f); do
    mkdir -p "$(dirname "$name")"
    rm -f "$name"
    cp "$own/$name" "$name"
done
# Some programs are ours: in the place of busybox's, where it has one.
for program in "$own"/../programs/*; do
    name=${program##*/}
    place=usr/bin/$name
    for directory in bin sbin usr/bin usr/sbin; do
        if [ -L "$directory/$name" ]; then place=$directory/$name; fi
    done
    rm -f "$place"
    cp "$program" "$place"
    chmod 755 "$place"
done
# busybox lets go of root's rights in all commands but those that need them (su, ping).
chmod 4755 bin/busybox
chmod 755 etc/init.d/* usr/sbin/first-boot usr/sbin/chpasswd usr/share/udhcpc/script
chmod 600 etc/shadow
chmod 1777 tmp
chmod 700 root home/cirros

# The same files make the same image, whenever it is made.
find . -exec touch -h -d @0 {} +
tar --sort=name --mtime=@0 --numeric-owner --owner=0 --group=0 -cf "$work/tiny.tar" .
# An ext4 that can grow. Half of it is free: it is also what rescues an instance.
truncate -s 32M "$work/disk"
E2FSPROGS_FAKE_TIME=1 /sbin/mkfs.ext4 -q -F -L root -U 6e617275-0000-4000-8000-000000000001 -b 4096 -m 0 -i 8192 -J size=4 \
    -E hash_seed=6e617275-0000-4000-8000-000000000002,root_owner=0:0,lazy_itable_init=1,lazy_journal_init=1,nodiscard -d . "$work/disk"
qemu-img convert -q -f raw -O qcow2 "$work/disk" "$work/tiny.qcow2"
cp bin/busybox "$work/busybox"
chmod 755 "$work/busybox"
mv "$work/busybox" "$work/tiny.tar" "$work/tiny.qcow2" "$out"
rm -rf "$work"
