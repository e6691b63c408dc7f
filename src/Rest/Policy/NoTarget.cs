namespace Naru.Rest.Policy;

/// <summary>A target without attributes: what somebody may do to anything.</summary>
public sealed class NoTarget : IPolicyTarget
{
    public static readonly NoTarget Instance = new();

    private NoTarget()
    {
    }

    public string? Attribute(string name) => null;
}
