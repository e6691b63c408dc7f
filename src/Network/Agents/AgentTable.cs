using System.Text.Json.Serialization;
using Naru.State;

namespace Naru.Network.Agents;

/// <summary>Where agents are stored.</summary>
public static class AgentTable
{
    public static readonly Table<Agent> Table = new("agents", AgentJson.Default.Agent);
    public static readonly Index<Agent, string> ByHost = Table.IndexBy("host", agent => agent.Host);

    /// <summary>The id of an agent: the same whenever the host attaches.</summary>
    public static string IdOf(string host, AgentKind kind) => NameUuid.Of($"{kind}.{host}").ToString();

    public static Agent? Find(IStateReader state, string host, AgentKind kind) => state.In(Table).Find(IdOf(host, kind));

    /// <summary>Whether an administrator lets new work be placed on the host's service.</summary>
    public static bool IsEnabled(IStateReader state, string host, AgentKind kind) => Find(state, host, kind) is not { AdminStateUp: false };
}

[JsonSerializable(typeof(Agent))]
internal sealed partial class AgentJson : JsonSerializerContext;
