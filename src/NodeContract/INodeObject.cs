namespace Naru.NodeContract;

/// <summary>Something that a node is told about. Compares by value, so that only what changed is sent.</summary>
public interface INodeObject
{
    /// <summary>The id of the API object, or the name of a host.</summary>
    string Key { get; }
}
