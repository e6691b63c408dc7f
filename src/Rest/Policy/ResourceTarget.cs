using Naru.Rest.Declarations;
using Naru.State;

namespace Naru.Rest.Policy;

/// <summary>A resource as policies see it: its fields by wire name.</summary>
public readonly struct ResourceTarget<T>(ResourceDefinition<T> definition, IStateReader state, T resource) : IPolicyTarget
    where T : class, IResource
{
    public string? Attribute(string name)
    {
        // Keystone's rules name the resource before its attribute: user.domain_id.
        if (name.StartsWith(definition.Singular, StringComparison.Ordinal) && name.Length > definition.Singular.Length && name[definition.Singular.Length] == '.')
            name = name[(definition.Singular.Length + 1)..];
        return definition.Find(name) is { } field ? field.AsText(state, resource) : definition.PolicyTarget?.Invoke(state, resource, name);
    }
}
