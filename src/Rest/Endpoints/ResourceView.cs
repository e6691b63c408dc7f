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
    private Column[]? _columns;
    private bool _isKept;

    public ResourceView(ResourceDefinition<T> definition, Api api)
    {
        (_definition, _api) = (definition, api);
        _readRule = $"get_{definition.PolicyName}";
    }

    /// <summary>Whether the caller may know of the resource at all.</summary>
    public bool Sees(IStateReader state, Caller caller, T resource) =>
        _api.Policies.Allows(_readRule, caller, new ResourceTarget<T>(_definition, state, resource))
        || _definition.AlsoVisibleTo?.Invoke(state, caller, resource) is true;

    /// <param name="candidates">The only ones that are asked for, in the order of their ids; null: any.</param>
    public IEnumerable<T> Visible(IStateReader state, Caller caller, string? parentId, IEnumerable<T>? candidates = null)
    {
        var all = candidates
            ?? (_definition is { ByProject: { } byProject, AlsoVisibleTo: null } && !caller.IsAdmin
                && _api.Policies.Find(_readRule)?.Text == Rules.ReaderOrAdmin
                ? byProject.Of(state, caller.ProjectId)
                : state.In(_definition.Table).All);
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
        foreach (var column in Columns())
        {
            if (fields is null || fields.Contains(column.Name.Value))
                WriteColumn(writer, state, caller, resource, column);
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

    /// <summary>As <see cref="Write"/> for one of many: what was written of a record before is written again, as long as the record lives; what is computed from the state comes after it.</summary>
    public void WriteListed(Utf8JsonWriter writer, IStateReader state, Caller caller, T resource, HashSet<string>? fields, string collectionUrl)
    {
        var columns = Columns();
        if (fields is not null || !_isKept)
        {
            Write(writer, state, caller, resource, fields, collectionUrl);
            return;
        }
        var hidden = Hidden(columns, state, caller, resource);
        if (!_written.TryGetValue(resource, out var document) || document.Hidden != hidden)
        {
            var buffer = new ArrayBufferWriter<byte>(1024);
            using (var inner = new Utf8JsonWriter(buffer, writer.Options))
            {
                inner.WriteStartObject();
                foreach (var column in columns)
                {
                    if (column.IsStored)
                        WriteColumn(inner, state, caller, resource, column);
                }
                inner.WriteEndObject();
            }
            document = new WrittenDocument(hidden, buffer.WrittenSpan[1..^1].ToArray());
            _written.AddOrUpdate(resource, document);
        }
        writer.WriteStartObject();
        // The properties without their braces: the writer takes them for a value and separates what follows from it.
        writer.WriteRawValue(document.Properties, skipInputValidation: true);
        foreach (var column in columns)
        {
            if (!column.IsStored)
                WriteColumn(writer, state, caller, resource, column);
        }
        writer.WriteEndObject();
    }

    private void WriteColumn(Utf8JsonWriter writer, IStateReader state, Caller caller, T resource, Column column)
    {
        var (name, field, rule) = (column.Name, column.Field, column.Rule);
        if (rule is not null && !_api.Policies.Allows(rule, caller, new ResourceTarget<T>(_definition, state, resource)))
            return;
        if (field.OmitNull && field.AsText(state, resource) is null)
            return;
        if (field.HideWhen?.Invoke(state, resource) is true)
            return;
        writer.WritePropertyName(name);
        field.WriteFor(writer, state, caller, resource);
    }

    private ulong Hidden(Column[] columns, IStateReader state, Caller caller, T resource)
    {
        var hidden = 0UL;
        var bit = 1UL;
        foreach (var column in columns)
        {
            if (!column.IsStored || column.Rule is null)
                continue;
            if (!_api.Policies.Allows(column.Rule, caller, new ResourceTarget<T>(_definition, state, resource)))
                hidden |= bit;
            bit <<= 1;
        }
        return hidden;
    }

    // Extensions add fields until the first request, so the columns are settled then.
    private Column[] Columns()
    {
        if (_columns is not null)
            return _columns;
        var columns = new List<Column>();
        foreach (var field in _definition.Fields)
        {
            if (field.WriteOnly)
                continue;
            var rule = field.ReadPolicy is null ? null : $"{_readRule}:{field.Name}";
            columns.Add(new Column(JsonEncodedText.Encode(field.Name), field, rule));
            if (field.Alias is not null)
                columns.Add(new Column(JsonEncodedText.Encode(field.Alias), field, rule));
        }
        const int HiddenBits = 64;
        _isKept = !_api.Style.LinksResources && _definition.Extras is null && columns.Exists(column => column.IsStored)
            && columns.Count(column => column.Rule is not null) <= HiddenBits;
        return _columns = [.. columns];
    }

    /// <param name="Hidden">One bit for each column with a policy: set when the caller may not see it.</param>
    /// <param name="Properties">The stored ones, as JSON without the braces around them.</param>
    private sealed record WrittenDocument(ulong Hidden, byte[] Properties);

    private readonly record struct Column(JsonEncodedText Name, Field<T> Field, string? Rule)
    {
        /// <summary>The same record always has the same value, whatever becomes of the state.</summary>
        public bool IsStored => Field is { IsStored: true, HideWhen: null };
    }
}
