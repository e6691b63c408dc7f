using System.Text.Json;
using Naru.Primitives;
using Naru.Rest.Values;
using Naru.State;

namespace Naru.Rest.Declarations;

/// <summary>One field of a resource (or of an object inside one): everything the engine derives behaviour from.</summary>
/// <typeparam name="T">The record that holds it.</typeparam>
public abstract class Field<T>(string name)
{
    /// <summary>The wire name.</summary>
    public string Name { get; } = name;

    public Access Access { get; init; }

    /// <summary>A creation without it is refused.</summary>
    public bool Required { get; init; }

    public Query Query { get; init; }

    /// <summary>The extension that brings the field; null for the core of the API.</summary>
    public string? Extension { get; init; }

    /// <summary>The policy expression for giving it at creation (rule <c>create_&lt;resource&gt;:&lt;field&gt;</c>); null: whoever may create.</summary>
    public string? CreatePolicy { get; init; }

    /// <summary>As <see cref="CreatePolicy"/>, for updates.</summary>
    public string? UpdatePolicy { get; init; }

    /// <summary>The policy expression for seeing it (<c>get_&lt;resource&gt;:&lt;field&gt;</c>); null: whoever sees the resource.</summary>
    public string? ReadPolicy { get; init; }

    /// <summary>A second name for the same value, such as <c>tenant_id</c>: may be given and filtered by, and is shown.</summary>
    public string? Alias { get; init; }

    /// <summary>Accepted, never shown: passwords.</summary>
    public bool WriteOnly { get; init; }

    /// <summary>Leave the field out of answers while it has no value.</summary>
    public bool OmitNull { get; init; }

    /// <summary>Whether the field is left out of a particular resource, as the attribute that does not apply to it; null: never.</summary>
    public Func<IStateReader, T, bool>? HideWhen { get; init; }

    /// <summary>The value is in the record; otherwise it is computed from the state and may change while the record stays.</summary>
    internal bool IsStored { get; private protected init; }

    /// <summary>The value is computed from what stays the same as long as the record does, so that it may be written once for many answers.</summary>
    public bool StaysWithRecord { init => IsStored = IsStored || value; }

    /// <summary>The filter of a list request that gives none for this field, such as <c>False</c> for projects that are domains.</summary>
    public string? DefaultFilter { get; init; }

    /// <summary>Reads and checks the JSON value, and answers what puts it into a record; the error names the field.</summary>
    /// <remarks>What takes time happens here, before a write begins; the answer runs inside the write.</remarks>
    public abstract Result<Func<T, T>> Parse(JsonElement json);

    /// <summary>Reads the JSON value into the record; the error names the field.</summary>
    public Result<T> Set(T resource, JsonElement json) => Parse(json).Map(apply => apply(resource));

    /// <summary>Writes the value only; the name is the caller's.</summary>
    public abstract void Write(Utf8JsonWriter writer, IStateReader state, T resource);

    /// <summary>As <see cref="Write"/>, of the value as the caller sees it.</summary>
    public virtual void WriteFor(Utf8JsonWriter writer, IStateReader state, Caller caller, T resource) => Write(writer, state, resource);

    /// <summary>Whether the value equals the text of a filter; a text that is no value of the kind matches nothing.</summary>
    public abstract bool Matches(IStateReader state, T resource, string text);

    /// <summary>Whether the text could be a value at all; used by kinds that refuse bad filters.</summary>
    public abstract bool IsQueryable(string text);

    public abstract int Compare(IStateReader state, T left, T right);

    /// <summary>The value as policies compare it: text, <c>True</c>/<c>False</c>, or null.</summary>
    public abstract string? AsText(IStateReader state, T resource);

    /// <summary>The JSON schema of the value (OpenAPI 3.1).</summary>
    public abstract void WriteSchema(Utf8JsonWriter writer);

    internal static Error Refused(string name, string reason) =>
        new(ErrorKind.Invalid, "HTTPBadRequest", $"Invalid input for {name}. Reason: {reason}.");
}

/// <summary>A field with its kind of value and its place in the record.</summary>
public sealed class Field<T, TValue> : Field<T>
{
    private readonly ValueKind<TValue> _kind;
    private readonly Func<IStateReader, T, TValue> _get;
    private readonly Func<T, TValue, T>? _set;

    /// <summary>A field stored in the record.</summary>
    public Field(string name, ValueKind<TValue> kind, Func<T, TValue> get, Func<T, TValue, T> set) : base(name) =>
        (_kind, _get, _set, IsStored) = (kind, (_, resource) => get(resource), set, true);

    /// <summary>A read-only field stored in the record.</summary>
    public Field(string name, ValueKind<TValue> kind, Func<T, TValue> get) : base(name) =>
        (_kind, _get, IsStored) = (kind, (_, resource) => get(resource), true);

    /// <summary>A read-only field computed from the state, such as a network's list of subnets.</summary>
    public Field(string name, ValueKind<TValue> kind, Func<IStateReader, T, TValue> compute) : base(name) =>
        (_kind, _get) = (kind, compute);

    /// <summary>A field that is given with the resource and kept elsewhere, such as a network's segments.</summary>
    public Field(string name, ValueKind<TValue> kind, Func<IStateReader, T, TValue> compute, Func<T, TValue, T> set) : base(name) =>
        (_kind, _get, _set) = (kind, compute, set);

    /// <summary>Replaces the filter comparison where equality is not what the API means (<c>fixed_ips=subnet_id=…</c>).</summary>
    public Func<TValue, string, bool>? FilterBy { get; init; }

    /// <summary>Replaces what is shown where it depends on who looks, such as whether something is shared with them. Only for computed fields.</summary>
    public Func<IStateReader, Caller, T, TValue>? AsSeenBy { get; init; }

    public TValue Get(IStateReader state, T resource) => _get(state, resource);

    public override Result<Func<T, T>> Parse(JsonElement json)
    {
        if (_set is not { } set)
            return Refused(Name, "the attribute is read-only");
        return _kind.Read(json).TryGet(out var value, out var error)
            ? (Func<T, T>)(resource => set(resource, value))
            : Refused(Name, error.Message.TrimEnd('.'));
    }

    public override void Write(Utf8JsonWriter writer, IStateReader state, T resource) => _kind.Write(writer, _get(state, resource));

    public override void WriteFor(Utf8JsonWriter writer, IStateReader state, Caller caller, T resource) =>
        _kind.Write(writer, AsSeenBy is null ? _get(state, resource) : AsSeenBy(state, caller, resource));

    public override bool Matches(IStateReader state, T resource, string text)
    {
        var value = _get(state, resource);
        return FilterBy is not null ? FilterBy(value, text) : _kind.Matches(value, text);
    }

    public override bool IsQueryable(string text) => FilterBy is not null || _kind.IsQueryable(text);

    public override int Compare(IStateReader state, T left, T right) => _kind.Compare(_get(state, left), _get(state, right));

    public override string? AsText(IStateReader state, T resource) => _get(state, resource)?.ToString();

    public override void WriteSchema(Utf8JsonWriter writer) => _kind.WriteSchema(writer);
}
