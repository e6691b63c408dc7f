namespace Naru.Protocols.Ovsdb.Models;

/// <summary>A row of a table whose schema allows a name only once.</summary>
public interface INamedRow
{
    string Name { get; }
}
