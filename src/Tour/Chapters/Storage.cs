using Naru.Tour.Steps;

namespace Naru.Tour.Chapters;

/// <summary>The kinds of storage; the object store is tried.</summary>
internal static class Storage
{
    public static readonly Chapter Chapter = new(
        "storage",
        new("Storage, in short", "스토리지, 간단히"),
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
            new KeepingObject(
                new("An object, there and back", "오브젝트를 넣고 꺼내기"),
                new("The object store is part of this program: an object is put there by HTTP and read again.", "오브젝트 스토리지는 이 프로그램에 들어 있습니다. HTTP로 넣고 다시 읽습니다."),
                "ferry", "letter", "나루에서 보낸 편지"),
        ]);
}
