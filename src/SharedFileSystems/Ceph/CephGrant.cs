using System.Text.Json;

namespace Naru.SharedFileSystems.Ceph;

/// <summary>That a user of Ceph may use a subvolume.</summary>
/// <param name="User">Without <c>client.</c>.</param>
internal sealed record CephGrant(string VolumeId, string User, bool MayWrite)
{
    private const string Client = "client.";
    private const string Allow = "allow ";
    private const string PathIs = " path=";

    /// <summary>Reads who may use the subvolumes of a group from what <c>ceph auth ls</c> says: their capabilities for metadata servers are <c>allow rw path=PATH, allow r path=PATH</c>.</summary>
    /// <param name="folder">The path of the group, with a slash at its end.</param>
    public static IEnumerable<(CephGrant Grant, string Key)> In(JsonElement told, string folder) =>
        from user in told.GetProperty("auth_dump").EnumerateArray()
        let entity = user.GetProperty("entity").GetString()! // Whoever has capabilities has a name.
        where entity.StartsWith(Client, StringComparison.Ordinal) && user.GetProperty("caps").TryGetProperty("mds", out _)
        let key = user.GetProperty("key").GetString()! // As above.
        from permission in user.GetProperty("caps").GetProperty("mds").GetString()!.Split(',', StringSplitOptions.TrimEntries) // It has text, as was seen.
        let start = permission.IndexOf(PathIs, StringComparison.Ordinal)
        where start >= 0 && permission.StartsWith(Allow, StringComparison.Ordinal) && permission.AsSpan(start + PathIs.Length).StartsWith(folder)
        let volume = permission[(start + PathIs.Length + folder.Length)..].Split('/')[0]
        select (new CephGrant(volume, entity[Client.Length..], permission[Allow.Length..start].Contains('w', StringComparison.Ordinal)), key);
}
