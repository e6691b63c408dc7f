using System.CommandLine;
using Naru.Commands;

var root = new RootCommand("Naru: OpenStack networking in one program, and a lab of several hosts to try it in.")
{
    UpCommand.Create(),
    DownCommand.Create(),
    StatusCommand.Create(),
    LabCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
