using System.Text.Json.Serialization;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.SecurityLogs;

/// <summary>Where logs are stored.</summary>
public static class SecurityLogTable
{
    public static readonly Table<SecurityLog> Table = new("logs", SecurityLogJson.Default.SecurityLog);
    public static readonly Index<SecurityLog, string> ByProject = Table.IndexBy("project", log => log.ProjectId);
    public static readonly Index<SecurityLog, string> ByGroup = Table.IndexBy("group", log => log.ResourceId);
    public static readonly Index<SecurityLog, string> ByTarget = Table.IndexBy("target", log => log.TargetId);

    /// <summary>Forgets what logs a group or a port that goes away.</summary>
    public static void Forget(Transaction state, Index<SecurityLog, string> by, string id)
    {
        foreach (var log in by.Of(state, id))
            state.Delete(Table, log.Id);
    }
}

[JsonSourceGenerationOptions(Converters = [typeof(EquatableListJson<string>)])]
[JsonSerializable(typeof(SecurityLog))]
internal sealed partial class SecurityLogJson : JsonSerializerContext;
