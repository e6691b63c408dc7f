using Naru.Primitives;

namespace Naru.Walk.Reach;

/// <summary>Where a port sits among the classes of a <see cref="ReachClasses"/>.</summary>
/// <param name="Policy">The class of what its filters let pass.</param>
/// <param name="Place">The class of the ways from and to it.</param>
/// <param name="IsFloating">It is reached by a floating IP, too.</param>
internal sealed record ReachSeat(int Policy, int Place, IpAddress Address, bool IsFloating)
{
    /// <summary>Of ports that neither send nor receive.</summary>
    public static readonly ReachSeat Closed = new(-1, -1, default, IsFloating: false);

    public bool IsClosed => ReferenceEquals(this, Closed);
}
