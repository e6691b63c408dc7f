namespace Naru.NodeContract;

/// <summary>What bytes between server and hosts can be of.</summary>
public static class NodeContentKinds
{
    /// <summary>An image's data; the id is the image's.</summary>
    public const string Image = "image";
}
