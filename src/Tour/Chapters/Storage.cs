using Naru.Lab.Instances;
using Naru.Lab.Topology;
using Naru.Primitives;
using Naru.Tour.Running;
using Naru.Tour.Steps;

namespace Naru.Tour.Chapters;

/// <summary>The kinds of storage, each tried: what a disk of an instance loses, a volume keeps, objects, and a share of two instances.</summary>
internal static class Storage
{
    private const string Volume = "notes";
    private const string Share = "common";

    private static readonly InstanceRequest Writer = new("writer", "compute-1") { Network = CourseTopology.Internal.Name };
    private static readonly InstanceRequest Reader = new("reader", "compute-2") { Network = CourseTopology.Internal.Name };

    public static readonly Chapter Chapter = new(
        "storage",
        new("Storage", "스토리지"),
        [
            new Reading(
                new("What stays and what does not", "남는 것과 남지 않는 것"),
                new(
                    """
                    Ephemeral storage lives as long as the instance: its flavor says how large the root and the further disk are. It is mostly on the compute
                    host's own disks, which is quick, and gone with the instance.
                    Persistent storage is there whether or not an instance is: volumes (Cinder) that are attached to an instance, objects (Swift) that need no
                    instance at all, and shared file systems (Manila) that several instances mount at once.
                    """,
                    """
                    임시 스토리지는 인스턴스와 생명주기가 같습니다. 크기는 Flavor의 Root/Ephemeral 디스크로 정합니다. 보통 컴퓨트 노드의 로컬 디스크라 빠르지만 데이터가 영구히 남지 않습니다.
                    영구 스토리지는 인스턴스와 관계없이 남습니다. 볼륨을 만들어 인스턴스에 연결하는 블록 스토리지(Cinder), 인스턴스가 필요 없는 오브젝트 스토리지(Swift),
                    여러 인스턴스가 함께 쓰는 공유 파일 시스템(Manila)이 있습니다.
                    """)),
            new ByApi(
                new("A volume", "볼륨"),
                new(
                    "A volume is made and attached to 'writer' on compute-1. Its bytes are where the volume service is; compute-1 reaches them over the network, by NBD.",
                    "볼륨을 만들어 compute-1의 'writer'에 연결합니다. 내용은 볼륨 서비스가 있는 곳에 있고, compute-1은 네트워크(NBD)로 접근합니다."),
                [
                    "naru lab instance add writer --network internal --host compute-1",
                    "openstack volume create --size 1 notes",
                    "openstack server add volume writer notes",
                ],
                async (make, cancellation) => (await make.InstanceAsync(Writer, cancellation)).TryGet(out _, out var error)
                    ? await make.Storage.VolumeAsync(Volume, 1, Writer.Name, cancellation)
                    : error),
            new OnHost(
                new("Two letters", "편지 두 통"),
                new(
                    "Inside of the instance the volume is the disk vdb. It gets a file system and a letter; another letter goes to the instance's own disk.",
                    "인스턴스 안에서 볼륨은 vdb 디스크입니다. 파일 시스템을 만들고 편지를 쓴 다음, 인스턴스 자신의 디스크에도 한 통 씁니다."),
                Writer.Name,
                [
                    new("lsblk") { Shows = "vdb" },
                    "mkfs.ext4 /dev/vdb >/dev/null",
                    "mkdir -p /volume && mount /dev/vdb /volume",
                    "echo 'kept on the volume' >/volume/letter",
                    "echo 'kept on the disk' >/root/letter",
                    "umount /volume && sync",
                ])
            {
                IsInside = true,
            },
            new ByApi(
                new("The instance goes", "인스턴스가 사라지면"),
                new(
                    "'writer' is deleted. A new one of the same name begins on a new disk; the volume is attached to 'reader', on another host.",
                    "'writer'를 지웁니다. 같은 이름으로 다시 만들어도 새 디스크로 시작하고, 볼륨은 다른 호스트의 'reader'에 연결합니다."),
                [
                    "naru lab instance remove writer",
                    "naru lab instance add writer --network internal --host compute-1",
                    "naru lab instance add reader --network internal --host compute-2",
                    "openstack server add volume reader notes",
                ],
                MoveAsync),
            new OnHost(
                new("What the disk had", "디스크에 있던 것"),
                new("The letter on the instance's disk was ephemeral.", "인스턴스 디스크의 편지는 임시였습니다."),
                Writer.Name,
                [new("cat /root/letter") { Fails = true }])
            {
                IsInside = true,
            },
            new OnHost(
                new("What the volume has", "볼륨에 있는 것"),
                new("The letter on the volume is there, on another host.", "볼륨의 편지는 다른 호스트에서도 그대로입니다."),
                Reader.Name,
                ["mkdir -p /volume && mount /dev/vdb /volume", new("cat /volume/letter") { Shows = "kept on the volume" }, "umount /volume"])
            {
                IsInside = true,
            },
            new KeepingObject(
                new("An object, there and back", "오브젝트를 넣고 꺼내기"),
                new("The object store is part of this program: an object is put there by HTTP and read again.", "오브젝트 스토리지는 이 프로그램에 들어 있습니다. HTTP로 넣고 다시 읽습니다."),
                "ferry", "letter", "나루에서 보낸 편지"),
            new ByApi(
                new("A share", "공유 파일 시스템"),
                new(
                    "A share is a file system that an NFS server in the provider's network exports. Instances reach it by their router, so it is the router's outer addresses that are let in.",
                    "공유 파일 시스템은 공급자 네트워크의 NFS 서버가 내보냅니다. 인스턴스는 라우터를 거쳐 닿으므로 라우터의 바깥 주소를 허용합니다."),
                ["openstack share create NFS 1 --name common", "openstack share access create common ip 203.0.113.0/24"],
                (make, cancellation) => make.Storage.ShareAsync(Share, 1, cancellation)),
            new OnHost(
                new("One instance writes", "한 인스턴스가 쓰고"),
                new(
                    "A kernel with an NFS client mounts it; these instances have libnfs instead, whose programs take URLs.",
                    "NFS 클라이언트가 있는 커널은 마운트해서 씁니다. 이 인스턴스에는 대신 libnfs가 있어 URL로 다룹니다."),
                Writer.Name,
                ["echo 'from writer' >/tmp/page", "nfs-cp /tmp/page '{share:common/page}'"])
            {
                IsInside = true,
            },
            new OnHost(
                new("Another one reads and answers", "다른 인스턴스가 읽고 답합니다"),
                new("'reader' has the same file system, at the same time.", "'reader'도 같은 파일 시스템을 동시에 씁니다."),
                Reader.Name,
                [
                    new("nfs-cat '{share:common/page}'") { Shows = "from writer" },
                    "echo 'from reader' >/tmp/answer",
                    "nfs-cp /tmp/answer '{share:common/answer}'",
                ])
            {
                IsInside = true,
            },
            new OnHost(
                new("The answer", "답장"),
                new("And 'writer' sees it at once.", "'writer'에서 바로 보입니다."),
                Writer.Name,
                [new("nfs-cat '{share:common/answer}'") { Shows = "from reader" }])
            {
                IsInside = true,
            },
            new ByApi(
                new("Taking it away", "정리하기"),
                new("Only now do the volume and the share go.", "이제야 볼륨과 공유 파일 시스템이 사라집니다."),
                ["naru lab instance remove writer; naru lab instance remove reader", "openstack volume delete notes; openstack share delete common"],
                TakeAwayAsync),
        ])
    {
        Needs = Setting.Topology,
        Cleaning = (workshop, cancellation) => TakeAwayAsync(workshop.Maker, cancellation),
    };

    private static async Task<Result<Done>> MoveAsync(Maker make, CancellationToken cancellation)
    {
        if (!(await make.RemoveInstanceAsync(Writer.Name, cancellation)).TryGet(out _, out var error)
            || !(await make.InstanceAsync(Writer, cancellation)).TryGet(out _, out error)
            || !(await make.InstanceAsync(Reader, cancellation)).TryGet(out _, out error))
            return error;
        return await make.Storage.VolumeAsync(Volume, 1, Reader.Name, cancellation);
    }

    private static async Task<Result<Done>> TakeAwayAsync(Maker make, CancellationToken cancellation)
    {
        if (!(await make.RemoveInstanceAsync(Writer.Name, cancellation)).TryGet(out _, out var error)
            || !(await make.RemoveInstanceAsync(Reader.Name, cancellation)).TryGet(out _, out error)
            || !(await make.Storage.RemoveVolumeAsync(Volume, cancellation)).TryGet(out _, out error))
            return error;
        return await make.Storage.RemoveShareAsync(Share, cancellation);
    }
}
