namespace Naru.Rest.Policy;

/// <summary>A resource of which only the parent in the path is known, because it does not exist.</summary>
public readonly struct PathTarget(string? variable, string? parentId) : IPolicyTarget
{
    public string? Attribute(string name) => name == variable ? parentId : null;
}
