using System.Collections.Frozen;
using Naru.Primitives;
using Naru.Rest.OpenApi;
using Naru.Rest.Policy;
using Naru.Rest.Values;
using Naru.State;

namespace Naru.Rest.Declarations;

/// <summary>What the engine knows of a resource without its record type.</summary>
public abstract class ResourceDefinition(string singular, string plural)
{
    /// <summary>The word in a body: <c>{"network": {…}}</c>; policy rules are named after it.</summary>
    public string Singular { get; } = singular;

    /// <summary>The word in a list body, and the last segment of the path unless <see cref="Path"/> says otherwise.</summary>
    public string Plural { get; } = plural;

    /// <summary>The path below the API's prefix, such as <c>qos/policies</c> or <c>floatingips/{floatingip_id}/port_forwardings</c>.</summary>
    public string Path { get; init; } = plural;

    /// <summary>The word in the names of policy rules, as in <c>create_policy_dscp_marking_rule</c>, where it is not the one of bodies.</summary>
    public string PolicyName { get; init; } = singular;

    /// <summary>The extension that brings the resource; null for the core of the API.</summary>
    public string? Extension { get; init; }

    /// <summary>The name in error types: <c>Network</c> gives <c>NetworkNotFound</c>.</summary>
    public string ErrorName { get; init; } = char.ToUpperInvariant(singular[0]) + singular[1..];

    /// <summary>The words for it in messages: <c>Security group rule</c>.</summary>
    public string Title { get; init; } = char.ToUpperInvariant(singular[0]) + singular[1..].Replace('_', ' ');

    /// <summary>The quota it counts against, such as <c>port</c>; null: unlimited.</summary>
    public string? Quota { get; init; }

    /// <summary>Which of the five operations exist.</summary>
    public Operations Operations { get; init; } = Operations.All;

    /// <summary>Whether <c>…/{id}/tags</c> exists.</summary>
    public bool Tagged { get; init; }

    /// <summary>The policy for listing at all (rule <c>list_&lt;plural&gt;</c>); null: anybody lists what they see.</summary>
    public string? ListPolicy { get; init; }

    /// <summary>
    /// That an id does not exist is told to anybody. Otherwise, in an API that says "forbidden" of what a caller may not see, it is
    /// told to those only who may see any such resource, so that nobody learns which ids exist.
    /// </summary>
    public bool AbsenceIsPublic { get; init; }

    /// <summary>
    /// Who may look at another project's and not change it is told that it is forbidden. Otherwise, in an API that hides what is
    /// forbidden, it is not found when it is to be changed.
    /// </summary>
    public bool ForbidsOpenly { get; init; }

    public string CreatePolicy { get; init; } = Rules.MemberOrAdmin;

    public string ReadPolicy { get; init; } = Rules.ReaderOrAdmin;

    public string UpdatePolicy { get; init; } = Rules.MemberOrAdmin;

    public string DeletePolicy { get; init; } = Rules.MemberOrAdmin;

    public Error NotFound(string id) =>
        Error.NotFound($"{ErrorName}NotFound", $"{Title} {(id.Length > 64 ? id[..64] : id)} could not be found.");

    /// <summary>The names of all fields, aliases included, in order of declaration.</summary>
    public abstract IReadOnlyList<string> FieldNames { get; }

    /// <summary>All fields as documents need them, second names after the first.</summary>
    public abstract IReadOnlyList<FieldDescription> Describe();
}

/// <summary>A resource of an API, declared once. Parsing, errors, queries, policy, tags and documents are derived from it.</summary>
public sealed class ResourceDefinition<T> : ResourceDefinition where T : class, IResource
{
    private readonly Lazy<FrozenDictionary<string, Field<T>>> _byName;
    private readonly List<Field<T>> _fields = [];

    public ResourceDefinition(string singular, string plural, Table<T> table) : base(singular, plural)
    {
        Table = table;
        _byName = new Lazy<FrozenDictionary<string, Field<T>>>(() => _fields
            .SelectMany(field => field.Alias is null ? [(field.Name, field)] : new[] { (field.Name, field), (field.Alias, field) })
            .ToFrozenDictionary(pair => pair.Item1, pair => pair.field));
    }

    public Table<T> Table { get; }

    /// <summary>Makes the record that a creation starts from; its values are the defaults of the fields.</summary>
    public required Func<T> Blank { get; init; }

    /// <summary>The fields in the order in which they are shown. Extensions add theirs with <see cref="Extend"/>.</summary>
    public required IReadOnlyList<Field<T>> Fields { get => _fields; init => _fields.AddRange(value); }

    /// <summary>
    /// Whether a caller who is not the owner, nor allowed to see everybody's, may see it (shared networks, public roles).
    /// Null: owners and administrators only.
    /// </summary>
    public Func<IStateReader, Caller, T, bool>? AlsoVisibleTo { get; init; }

    /// <summary>The documents of the table that are this resource, where two resources share a table. Null: all.</summary>
    public Func<T, bool>? Only { get; init; }

    /// <summary>Where attributes that are not declared are kept. Null: they are not.</summary>
    public ExtraAttributes<T>? Extras { get; init; }

    /// <summary>Finds a project's resources without looking at everybody's. Null: all are looked at.</summary>
    public Index<T, string>? ByProject { get; init; }

    /// <summary>Finds what a filter of an attribute lets through without looking at everything, by the attribute's name.</summary>
    /// <remarks>An index has every resource with that very text as its value; null and the empty text are in none.</remarks>
    public IReadOnlyDictionary<string, Index<T, string>> Lookups { get; init; } = new Dictionary<string, Index<T, string>>();

    /// <summary>The parent's id of a resource below another one (path variable of <see cref="ResourceDefinition.Path"/>).</summary>
    public Func<T, string>? ParentId { get; init; }

    /// <summary>The id of the stored resource that a path names by something else: by parent and, say, port. Null: paths have ids.</summary>
    public Func<string, string, string>? DocumentId { get; init; }

    /// <summary>Refuses a parent of the path that the caller may not see, so that its collection is not found instead of empty. Null: not asked.</summary>
    public Func<IStateReader, Caller, string, Result<Done>>? FindParent { get; init; }

    /// <summary>Answers attributes that policies ask of related objects, such as <c>network:project_id</c> of a port.</summary>
    public Func<IStateReader, T, string, string?>? PolicyTarget { get; init; }

    public override IReadOnlyList<string> FieldNames => [.. _fields.SelectMany(NamesOf)];

    public override IReadOnlyList<FieldDescription> Describe() => [.. _fields.SelectMany(Describe)];

    private IEnumerable<FieldDescription> Describe(Field<T> field)
    {
        var described = new FieldDescription(
            field.Name, SchemaText.Of(field.WriteSchema), DefaultOf(field), field.Access, field.Required, field.Query, field.WriteOnly, field.Extension, AliasOf: null);
        yield return described;
        if (field.Alias is not null)
            yield return described with { Name = field.Alias, Schema = SchemaText.Of(field.WriteSchema), AliasOf = field.Name };
    }

    // Values with a format of their own (addresses) have none that a client would write, nor has the owner, who is the caller; an id is drawn.
    private string? DefaultOf(Field<T> field)
    {
        if (!field.Access.HasFlag(Access.Create) || field.Required || field.WriteOnly || !field.IsStored || field.Name == "project_id")
            return null;
        var schema = SchemaText.Of(field.WriteSchema);
        if (schema.ContainsKey("format"))
            return null;
        var value = SchemaText.Written(writer => field.Write(writer, NoState.Instance, Blank()));
        return (schema.ContainsKey("anyOf") && value != "null") || field.Name == "id" ? null : value;
    }

    /// <summary>Adds an extension's fields. Only while the program is being put together, before the first request.</summary>
    public void Extend(params ReadOnlySpan<Field<T>> fields) => _fields.AddRange(fields);

    public Field<T>? Find(string name) => _byName.Value.GetValueOrDefault(name);

    private static string[] NamesOf(Field<T> declared) => declared.Alias is null ? [declared.Name] : [declared.Name, declared.Alias];
}
