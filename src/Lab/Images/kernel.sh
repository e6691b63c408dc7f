#!/bin/sh
# Makes what virtual machines boot from Debian's kernel package: $1 is the directory with the first file system's own files, $2 where it goes.
# What it leaves there: kernel, and initramfs. busybox is there already.
set -eu
own=$1
out=$2
work=$out/work-kernel
exec 9>"$out/lock"
flock 9
rm -rf "$work"
mkdir -p "$work/debs" "$work/unpacked" "$work/root"
cd "$work/debs"
newest() { apt-cache depends linux-image-cloud-amd64 2>/dev/null | sed -n 's/^ *Depends: *\(linux-image-[0-9].*\)/\1/p' | head -n 1; }
package=$(newest)
[ -n "$package" ] || { apt-get -qq update; package=$(newest); }
apt-get -qq -o APT::Sandbox::User=root download "$package" 2>/dev/null ||
    { apt-get -qq update && apt-get -qq -o APT::Sandbox::User=root download "$package"; }
dpkg-deb -x ./*.deb "$work/unpacked"

cd "$work/root"
mkdir -p bin lib dev root
cp "$out/busybox" bin/busybox
cp "$own/init" init
chmod 755 init
# The disk and the network card, each after what it needs.
for module in virtio_ring virtio virtio_pci_legacy_dev virtio_pci_modern_dev virtio_pci virtio_blk failover net_failover virtio_net button; do
    file=$(find "$work/unpacked/lib/modules" -name "$module.ko" | head -n 1)
    [ -n "$file" ] || continue
    cp "$file" lib/
    echo "$module" >>lib/order
done
find . | bin/busybox cpio -o -H newc 2>/dev/null | gzip -1 >"$work/initramfs"
cp "$work"/unpacked/boot/vmlinuz-* "$work/kernel"
mv "$work/kernel" "$work/initramfs" "$out"
rm -rf "$work"
