namespace Naru.Rest.Declarations;

/// <summary>The names of the fields that a request body has, for rules that tell "not given" from "given as the default".</summary>
public sealed class Given(IEnumerable<string> names)
{
    public static readonly Given Nothing = new([]);

    private readonly HashSet<string> _names = [.. names];

    public bool Has(string name) => _names.Contains(name);

    public bool HasAny(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (_names.Contains(name))
                return true;
        }
        return false;
    }

    public IReadOnlyCollection<string> Names => _names;
}
