using Naru.Primitives;

namespace Naru.NodeContract;

/// <summary>Which driver an instance asks for: its flavor's word goes before its image's.</summary>
public static class NodeDriverWish
{
    private const string FlavorSpec = "naru:driver";
    private const string ImageProperty = "hypervisor_type";

    /// <param name="specs">The extra specs of its flavor.</param>
    /// <returns>The driver's name; null: the usual one of its host.</returns>
    public static string? Of(EquatableList<NodeKeyValue> specs, NodeInstanceImage? image) =>
        specs.Items.FirstOrDefault(spec => spec.Key == FlavorSpec)?.Value ?? image?.Properties.Items.FirstOrDefault(property => property.Key == ImageProperty)?.Value;
}
