using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Naru.Rest.Declarations;
using Naru.Rest.Policy;
using Naru.State;

namespace Naru.Rest.Endpoints;

/// <summary>Shows resources to a caller: who sees which of them, and which of their fields.</summary>
public sealed class ResourceView<T> where T : class, IResource
{
    private readonly ResourceDefinition<T> _definition;
    private readonly Api _api;
    private readonly string _readRule;
    private readonly ConditionalWeakTable<T, WrittenDocument> _written = [];
    private (JsonEncodedText Name, Field<T> Field, string? Rule)[]? _columns;
    private bool _isStoredWhole;

    public ResourceView(ResourceDefinition<T> definition, Api api)
    {
        (_definition, _api) = (definition, api);
        _readRule = $"get_{definition.Singular}";
    }

    /// <summary>Whether the caller may know of the resource at all.</summary>
    public bool Sees(IStateReader state, Caller caller, T resource) =>
        _api.Policies.Allows(_readRule, caller, new ResourceTarget<T>(_definition, state, resource))
        || _definition.AlsoVisibleTo?.Invoke(state, caller, resource) is true;

    public IEnumerable<T> Visible(IStateReader state, Caller caller, string? parentId)
    {
        var all = _definition is { ByProject: { } byProject, AlsoVisibleTo: null } && !caller.IsAdmin
            && _api.Policies.Rules[_readRule].Text == Rules.ReaderOrAdmin
            ? byProject.Of(state, caller.ProjectId)
            : state.In(_definition.Table).All;
        return all.Where(resource =>
            (_definition.Only?.Invoke(resource) ?? true) && (parentId is null || _definition.ParentId!(resource) == parentId) && Sees(state, caller, resource));
    }

    /// <summary>The resource when it exists, belongs to the parent of the path, and the caller may see it.</summary>
    public T? Find(IStateReader state, Caller caller, string id, string? parentId) =>
        state.In(_definition.Table).Find(_definition.DocumentId is { } key && parentId is not null ? key(parentId, id) : id) is { } resource
        && (_definition.Only?.Invoke(resource) ?? true)
        && (parentId is null || _definition.ParentId!(resource) == parentId)
        && Sees(state, caller, resource)
            ? resource
            : null;

    /// <summary>Writes <c>{"id": …, …}</c>.</summary>
    /// <param name="fields">Names to show; null: all that the caller may see.</param>
    /// <param name="collectionUrl">The URL of the list, for APIs with links inside resources.</param>
    /// <param name="more">Writes further properties into the object, such as a secret that is shown once.</param>
    public void Write(
        Utf8JsonWriter writer, IStateReader state, Caller caller, T resource, HashSet<string>? fields, string collectionUrl, Action<Utf8JsonWriter>? more = null)
    {
        writer.WriteStartObject();
        foreach (var (name, field, rule) in Columns())
        {
            if (fields is not null && !fields.Contains(name.Value))
                continue;
            if (rule is not null && !_api.Policies.Allows(rule, caller, new ResourceTarget<T>(_definition, state, resource)))
                continue;
            if (field.OmitNull && field.AsText(state, resource) is null)
                continue;
            if (field.HideWhen?.Invoke(state, resource) is true)
                continue;
            writer.WritePropertyName(name);
            field.Write(writer, state, resource);
        }
        foreach (var extra in _definition.Extras?.Of(resource) ?? default)
        {
            if (fields is not null && !fields.Contains(extra.Name))
                continue;
            writer.WritePropertyName(extra.Name);
            writer.WriteRawValue(extra.Json);
        }
        more?.Invoke(writer);
        if (fields is null)
            _api.Style.WriteResourceLinks(writer, collectionUrl, resource.Id);
        writer.WriteEndObject();
    }

    /// <summary>As <see cref="Write"/> for one of many: what was written of a record before is written again, as long as the record lives.</summary>
    public void WriteListed(Utf8JsonWriter writer, IStateReader state, Caller caller, T resource, HashSet<string>? fields, string collectionUrl)
    {
        var columns = Columns();
        if (fields is not null || !_isStoredWhole)
        {
            Write(writer, state, caller, resource, fields, collectionUrl);
            return;
        }
        var hidden = Hidden(columns, state, caller, resource);
        if (!_written.TryGetValue(resource, out var document) || document.Hidden != hidden)
        {
            var buffer = new ArrayBufferWriter<byte>(1024);
            using (var inner = new Utf8JsonWriter(buffer, writer.Options))
                Write(inner, state, caller, resource, null, collectionUrl);
            document = new WrittenDocument(hidden, buffer.WrittenSpan.ToArray());
            _written.AddOrUpdate(resource, document);
        }
        writer.WriteRawValue(document.Json, skipInputValidation: true);
    }

    private ulong Hidden((JsonEncodedText, Field<T>, string? Rule)[] columns, IStateReader state, Caller caller, T resource)
    {
        var hidden = 0UL;
        var bit = 1UL;
        foreach (var (_, _, rule) in columns)
        {
            if (rule is null)
                continue;
            if (!_api.Policies.Allows(rule, caller, new ResourceTarget<T>(_definition, state, resource)))
                hidden |= bit;
            bit <<= 1;
        }
        return hidden;
    }

    // Extensions add fields until the first request, so the columns are settled then.
    private (JsonEncodedText Name, Field<T> Field, string? Rule)[] Columns()
    {
        if (_columns is not null)
            return _columns;
        var columns = new List<(JsonEncodedText, Field<T>, string?)>();
        foreach (var field in _definition.Fields)
        {
            if (field.WriteOnly)
                continue;
            var rule = field.ReadPolicy is null ? null : $"{_readRule}:{field.Name}";
            columns.Add((JsonEncodedText.Encode(field.Name), field, rule));
            if (field.Alias is not null)
                columns.Add((JsonEncodedText.Encode(field.Alias), field, rule));
        }
        const int HiddenBits = 64;
        _isStoredWhole = !_api.Style.LinksResources && _definition.Extras is null && columns.Count(column => column.Item3 is not null) <= HiddenBits
            && columns.TrueForAll(column => column.Item2.IsStored && column.Item2.HideWhen is null);
        return _columns = [.. columns];
    }

    /// <param name="Hidden">One bit for each column with a policy: set when the caller may not see it.</param>
    private sealed record WrittenDocument(ulong Hidden, byte[] Json);
}
