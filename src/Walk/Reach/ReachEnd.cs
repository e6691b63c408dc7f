using Naru.Network.Ports;

namespace Naru.Walk.Reach;

/// <summary>Who can reach and be reached: a port that is no part of the network itself, or the outside.</summary>
/// <param name="Port">Null: everything outside of the cloud.</param>
public sealed record ReachEnd(Port? Port)
{
    /// <summary>The word for the outside.</summary>
    public const string ExternalWord = "external";

    public static readonly ReachEnd External = new((Port?)null);

    public string Id => Port?.Id ?? ExternalWord;

    public string Name => Port is null ? ExternalWord : Port.Name.Length > 0 ? Port.Name : Port.Id;
}
