<#import "template.ftl" as layout>
<#import "virtual-mfa-field.ftl" as field>
<#global switchOrganizationEnabled=false>
<@layout.registrationLayout displayMessage=!messagesPerField.existsError('currentCode') && !field.foreignMessage(); section>
  <#if section = "header">
    <@field.text key="virtualMfaDeactivateTitle" />
  <#elseif section = "form">
    <@field.resources />
    <@field.alert unless=messagesPerField.existsError('currentCode') />
    <form id="virtual-mfa-deactivate-form" class="${properties.kcFormClass!} virtual-mfa" action="${url.loginAction}" method="post" novalidate>
      <p class="virtual-mfa-about"><bdi>${mfaDeviceName}</bdi></p>
      <p><@field.text key="virtualMfaDeactivateHelp" /></p>
      <@field.currentCode codes=mfaCodesNeeded autofocus=true />
      <@field.submit id="virtual-mfa-save" label="virtualMfaDeactivateDevice" />
      <@field.secondary id="virtual-mfa-leave" value="list" label="virtualMfaCancel" />
    </form>
  </#if>
</@layout.registrationLayout>
