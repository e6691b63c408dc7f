namespace Naru.NodeContract;

/// <summary>What bytes between server and hosts can be of.</summary>
public static class NodeContentKinds
{
    /// <summary>An image's data; the id is the image's.</summary>
    public const string Image = "image";

    /// <summary>A disk of an instance that moves to another host, as qcow2; the id is the instance's, a slash, and the name of the disk's file.</summary>
    public const string Disk = "disk";

    /// <summary>What an instance of another host is, for the metadata that a host gives its networks: a <see cref="NodeInstance"/> as JSON; the id is the instance's.</summary>
    public const string Instance = "instance";

    /// <summary>A console that the server has asked for; the id is the session's.</summary>
    public const string Console = "console";

    /// <summary>What an instance has encrypted for its user; by the id of the instance. It is brought once.</summary>
    public const string SealedPassword = "sealed-password";
}
