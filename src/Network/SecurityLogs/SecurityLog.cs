using Naru.Rest;

namespace Naru.Network.SecurityLogs;

/// <summary>A wish to see what the firewall of some ports decides, in the log of their hosts.</summary>
public sealed record SecurityLog : StandardResource
{
    public string Name { get; init; } = "";

    /// <summary><c>security_group</c>.</summary>
    public string ResourceType { get; init; } = "";

    /// <summary>The security group whose members are meant; null: any.</summary>
    public string? ResourceId { get; init; }

    /// <summary>The port that is meant; null: all of the group, or of the project.</summary>
    public string? TargetId { get; init; }

    /// <summary><c>ACCEPT</c>, <c>DROP</c> or <c>ALL</c>.</summary>
    public string Event { get; init; } = "ALL";

    public bool Enabled { get; init; } = true;
}
