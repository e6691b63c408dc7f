namespace Naru.Protocols.Netlink.Route;

/// <summary>How a request says which link it means: by index or by name. Both convert to it, and so does a <see cref="Link"/>.</summary>
/// <remarks>An index cannot hit a link that has taken over the name meanwhile; a name saves looking the index up. The default value names no link.</remarks>
public readonly record struct LinkKey
{
    private LinkKey(int index, string? name) => (Index, Name) = (index, name);

    /// <summary><c>ifindex</c>, or zero where the link is meant by its name.</summary>
    public int Index { get; }

    public string? Name { get; }

    public static LinkKey FromIndex(int index) => new(index, null);

    public static LinkKey FromName(string name) => new(0, name);

    public static implicit operator LinkKey(int index) => FromIndex(index);

    public static implicit operator LinkKey(string name) => FromName(name);

    public static implicit operator LinkKey(Link link) => FromIndex(link.Index);

    public override string ToString() => Name is null ? $"#{Index}" : $"'{Name}'";
}
