#!/usr/bin/env bash
# A Ceph on loopback that keeps everything in memory: one monitor, one OSD, and when it is asked for the gateway for S3 or a file system.
#   ceph.sh start DIRECTORY PORT [PROOF]   the monitor listens at PORT; DIRECTORY/ceph.conf is for clients, who prove who they are by PROOF: none or cephx
#   ceph.sh gateway DIRECTORY PORT    the gateway listens at PORT; its user has the keys 'access' and 'secret'
#   ceph.sh pool DIRECTORY NAME       makes a pool for images
#   ceph.sh files DIRECTORY NAME      makes a file system, with a metadata server and a manager that has subvolumes; needs cephx. A server may be client.naru
#   ceph.sh stop DIRECTORY
set -euo pipefail
command=$1 directory=$2 port=${3:-} proof=${4:-none}
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
auth_cluster_required = $proof
auth_service_required = $proof
auth_client_required = $proof
keyring = $directory/keyring
# The gateway asks for encryption by default, which needs that people prove who they are.
ms_mon_client_mode = crc
mon_data = $directory/mon
osd_data = $directory/osd
mgr_data = $directory/mgr
mgr_module_path = $directory/modules
mds_data = $directory/mds
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
[mgr]
admin_socket = $directory/\$name.asok
pid_file = $directory/\$name.pid
log_file = $directory/\$name.log
[mds]
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
  mkdir -p "$directory"/{mon,osd,mgr,mds,rgw,modules}
  configure
  local keys=$directory/keyring map=$directory/monmap id
  ceph-authtool --create-keyring "$keys" --gen-key -n mon. --cap mon 'allow *' >/dev/null
  ceph-authtool "$keys" --gen-key -n client.admin --cap mon 'allow *' --cap osd 'allow *' --cap mds 'allow *' --cap mgr 'allow *'
  ceph-authtool "$keys" --gen-key -n osd.0 --cap mon 'allow profile osd' --cap mgr 'allow profile osd' --cap osd 'allow *'
  ceph-authtool "$keys" --gen-key -n mgr.a --cap mon 'allow profile mgr' --cap osd 'allow *' --cap mds 'allow *'
  ceph-authtool "$keys" --gen-key -n mds.a --cap mon 'allow profile mds' --cap mgr 'allow profile mds' --cap osd 'allow *' --cap mds 'allow *'
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

files() {
  local name=$port module
  # Of the manager's modules only what has subvolumes is there: the others take their time to load.
  for module in mgr_module.py mgr_util.py orchestrator volumes; do
    ln -s "/usr/share/ceph/mgr/$module" "$directory/modules/"
  done
  # A manager that daemonizes has no standard error, which the module writes to.
  setsid ceph-mgr -f -i a >"$directory/mgr.out" 2>&1 </dev/null &
  echo $! >"$directory/mgr.a.pid"
  ceph osd pool create "$name.meta" 1 >/dev/null
  ceph osd pool create "$name.data" 1 >/dev/null
  ceph fs new "$name" "$name.meta" "$name.data" >/dev/null
  ceph-mds -i a >/dev/null
  # What the documentation gives a server.
  ceph auth get-or-create client.naru mgr 'allow rw' mon 'allow r, allow command "auth ls"' >>"$directory/keyring"
  for _ in {1..100}; do
    # Pools have a size once the manager has told it.
    if ceph fs subvolume ls "$name" >/dev/null 2>&1 && ceph df --format json | grep -q '"max_avail":[1-9]'; then
      return
    fi
    sleep 0.2
  done
  tail -n 20 "$directory"/{mgr.out,mgr.a.log,mds.a.log} >&2
  return 1
}

stop() {
  local file
  for file in "$directory"/{gateway,mds.a,mgr.a,osd.0,mon.a}.pid; do
    [[ ! -e $file ]] || kill -9 "$(<"$file")" 2>/dev/null || true
  done
}

"$command"
