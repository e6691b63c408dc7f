using Naru.Primitives;

namespace Naru.NodeContract;

/// <summary>A wish to have the decisions of security groups logged.</summary>
/// <param name="PortIds">The ports of this host that it is about; sorted.</param>
public sealed record NodeLog(string Id, string ProjectId, LoggedEvents Events, EquatableList<string> PortIds) : INodeObject
{
    public string Key => Id;
}
