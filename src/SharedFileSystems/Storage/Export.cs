using Naru.Primitives;

namespace Naru.SharedFileSystems.Storage;

/// <summary>A volume that clients find, and who they are.</summary>
internal sealed record Export(Volume Volume, EquatableList<ExportClient> Clients)
{
    /// <summary>Whose it is: users of Ceph that one project named cannot be named by another.</summary>
    public string? ProjectId { get; init; }
}
