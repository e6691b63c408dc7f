#!/usr/bin/env bash
# A Ceph on loopback that keeps everything in memory: one monitor, one OSD, and when it is asked for the gateway for S3.
#   ceph.sh start DIRECTORY PORT      the monitor listens at PORT; DIRECTORY/ceph.conf is for clients
#   ceph.sh gateway DIRECTORY PORT    the gateway listens at PORT; its user has the keys 'access' and 'secret'
#   ceph.sh pool DIRECTORY NAME       makes a pool for images
#   ceph.sh stop DIRECTORY
set -euo pipefail
command=$1 directory=$2 port=${3:-}
export CEPH_CONF=$directory/ceph.conf

configure() {
  cat >"$CEPH_CONF" <<END
[global]
fsid = $(</proc/sys/kernel/random/uuid)
mon_host = v2:127.0.0.1:$port/0
public_addr = 127.0.0.1
cluster_addr = 127.0.0.1
ms_bind_port_min = $((port + 1))
ms_bind_port_max = $((port + 100))
# Nobody proves who they are; the gateway asks for encryption by default, which needs that.
auth_cluster_required = none
auth_service_required = none
auth_client_required = none
ms_mon_client_mode = crc
mon_data = $directory/mon
osd_data = $directory/osd
mgr_data = $directory/mgr
rgw_data = $directory/rgw
run_dir = $directory
mon_cluster_log_file = $directory/cluster.log
osd_objectstore = memstore
memstore_device_bytes = 4294967296
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_pool_default_pg_num = 1
osd_pool_default_pg_autoscale_mode = off
osd_crush_chooseleaf_type = 0
# The disk of the machine may be nearly full, and is not used.
mon_data_avail_crit = 0
[mon]
admin_socket = $directory/\$name.asok
pid_file = $directory/\$name.pid
log_file = $directory/\$name.log
[osd]
admin_socket = $directory/\$name.asok
pid_file = $directory/\$name.pid
log_file = $directory/\$name.log
END
}

start() {
  mkdir -p "$directory"/{mon,osd,mgr,rgw}
  configure
  local keys=$directory/keyring map=$directory/monmap id
  ceph-authtool --create-keyring "$keys" --gen-key -n mon. --cap mon 'allow *' >/dev/null
  monmaptool --create --fsid "$(sed -n 's/^fsid = //p' "$CEPH_CONF")" --addv a "[v2:127.0.0.1:$port]" "$map" >/dev/null
  ceph-mon --mkfs -i a --monmap "$map" --keyring "$keys"
  ceph-mon -i a
  id=$(</proc/sys/kernel/random/uuid)
  ceph osd new "$id" >/dev/null
  ceph-osd -i 0 --mkfs --osd-uuid "$id"
  ceph-osd -i 0
}

gateway() {
  radosgw-admin user create --uid tests --display-name tests --access-key access --secret-key secret >/dev/null
  radosgw -n client.admin --pid-file "$directory/gateway.pid" --admin-socket "$directory/gateway.asok" --log-file "$directory/gateway.log" \
    --rgw-frontends "beast endpoint=127.0.0.1:$port" --rgw-enable-usage-log false
  until (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do sleep 0.1; done
}

pool() {
  local name=$port
  ceph osd pool create "$name" 4 >/dev/null
  # The first image of a pool takes a while.
  rbd pool init "$name"
}

stop() {
  local file
  for file in "$directory"/{gateway,osd.0,mon.a}.pid; do
    [[ ! -e $file ]] || kill -9 "$(<"$file")" 2>/dev/null || true
  done
}

"$command"
