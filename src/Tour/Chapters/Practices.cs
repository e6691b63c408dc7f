using Naru.Tour.Exercises;
using Naru.Tour.Steps;

namespace Naru.Tour.Chapters;

/// <summary>Something is broken; the learner finds it.</summary>
internal static class Practices
{
    public static readonly Chapter Chapter = new(
        "exercises",
        new("Exercises: something is broken", "연습: 무엇이 고장 났을까"),
        [
            new Reading(
                new("How it goes", "진행 방법"),
                new(
                    """
                    Each exercise breaks something in this lab. Look for it in another terminal, with whatever you have learned: 'naru walk', 'naru lab exec', the
                    openstack client. Here 'hint' helps a bit, 'check' sends real packets and says whether it is mended, and 'mend' gives up and shows the solution.
                    """,
                    """
                    연습마다 이 실습 환경의 무언가를 고장 냅니다. 다른 터미널에서 배운 것을 모두 써서 찾아보세요. 'naru walk', 'naru lab exec', openstack 클라이언트 등입니다.
                    여기서는 'hint'가 조금 도와주고, 'check'가 실제 패킷으로 고쳐졌는지 확인하며, 'mend'는 포기하고 답을 보여 줍니다.
                    """)),
            new Practice(new MissingRule()),
            new Practice(new WrongGateway()),
            new Practice(new SmallUnderlay()),
            new Practice(new StoppedAgent()),
        ])
    {
        Needs = Setting.Topology,
    };
}
