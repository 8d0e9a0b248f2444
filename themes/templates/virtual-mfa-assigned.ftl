<#import "template.ftl" as layout>
<#import "virtual-mfa-field.ftl" as field>
<#global switchOrganizationEnabled=false>
<@layout.registrationLayout displayMessage=!field.foreignMessage(); section>
  <#if section = "header">
    <@field.text key="virtualMfaAssignedTitle" />
  <#elseif section = "form">
    <@field.resources />
    <@field.alert />
    <div id="virtual-mfa-assigned" class="virtual-mfa">
      <p><@field.text key=mfaOnlyDevice?then("virtualMfaAssignedText", "virtualMfaAssignedNextText") /></p>
      <form id="virtual-mfa-continue-form" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post">
        <#if mfaOtherSessions><@field.otherSessions /></#if>
        <#if mfaOnlyDevice><p id="virtual-mfa-suggestion"><@field.text key="virtualMfaAssignAnotherHelp" /></p></#if>
        <@field.submit id="kc-continue" label="virtualMfaContinue" />
        <#if mfaOnlyDevice>
          <@field.secondary id="virtual-mfa-add" value="add" label="virtualMfaAssignAnother" />
        </#if>
      </form>
    </div>
  </#if>
</@layout.registrationLayout>
