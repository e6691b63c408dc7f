using Naru.Rest.Policy;

namespace Naru.Network;

/// <summary>The policy expressions that the Networking API adds to <see cref="Rules"/>.</summary>
/// <remarks><c>network:project_id</c> and the other <c>network:</c> attributes are those of the network that a subnet or port is on.</remarks>
public static class NetworkPolicy
{
    /// <summary>The members of the project that owns the network.</summary>
    public const string NetworkOwner = "(role:member and project_id:%(network:project_id)s)";

    public const string NetworkOwnerOrAdmin = "role:admin or " + NetworkOwner;

    /// <summary>Other services act on ports of everybody: Compute binds them, Load Balancing plugs them.</summary>
    public const string NetworkOwnerServiceOrAdmin = Rules.ServiceOrAdmin + " or " + NetworkOwner;

    public const string MemberServiceOrAdmin = Rules.MemberOrAdmin + " or role:service";

    public const string ReaderServiceOrAdmin = Rules.ReaderOrAdmin + " or role:service";
}
