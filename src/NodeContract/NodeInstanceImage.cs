using Naru.Primitives;

namespace Naru.NodeContract;

/// <summary>The image that a root disk is made from.</summary>
/// <param name="Id">What the host fetches (<see cref="NodeContentKinds.Image"/>).</param>
/// <param name="Format"><c>raw</c>, <c>qcow2</c>, or <c>tar</c>: the files of a root file system.</param>
/// <param name="Hash">The SHA-512 of its bytes in hexadecimal: images with the same one are fetched once.</param>
/// <param name="Size">In octets.</param>
public sealed record NodeInstanceImage(string Id, string Format, string Hash, long Size)
{
    /// <summary>The properties that drivers read, such as <c>hw_machine_type</c>.</summary>
    public EquatableList<NodeKeyValue> Properties { get; init; }
}
