using Naru.Network.Ports;
using Naru.Walk.Told;

namespace Naru.Walk.Walking;

/// <summary>What a walk takes for granted, which may not be so yet.</summary>
internal static class WalkNotices
{
    public static IEnumerable<Notice> Of(WalkContext context, IEnumerable<Port?> ends)
    {
        foreach (var port in ends.OfType<Port>().DistinctBy(port => port.Id))
        {
            if (!port.Binding.IsBound)
                continue;
            if (context.Node(port.Binding.Host) is { IsAttached: false })
                yield return new Notice(NoticeKind.AgentAway, [port.Binding.Host]);
            if (port is { AdminStateUp: true, Status: not PortStatus.Active })
                yield return new Notice(NoticeKind.NotPlugged, [Guest.NameOf(port), port.Binding.Host]);
        }
    }
}
